"""Loads new logs of the archive into Iceberg tables. Runs on the Spark of EMR Serverless.

The tables can always be loaded from the archive again. docs/lakehouse.md describes the guarantees.
"""

import argparse
import base64
import gzip
import hashlib
import json
import re
import sys
import time
import uuid
import zlib
from datetime import date, datetime, timedelta, timezone
from functools import reduce
from multiprocessing.pool import ThreadPool
from operator import add, or_
from pathlib import Path
from typing import Iterable, Iterator
from urllib.parse import unquote

from pyspark.sql import Column, DataFrame, DataFrameReader, Observation, SparkSession, Window
from pyspark.sql import functions as F
from pyspark.sql.types import ArrayType, DataType, MapType, StringType, StructType

# Separates the groups of a regular expression. A log line that contains it gets U+FFFD in its place.
SEPARATOR = "\x01"
OBJECTS = "loaded_objects"
QUARANTINE = "quarantine"
BATCH = "trailkeeper-batch"

# Number of folders that the driver lists at the same time
LISTERS = 32

# Limits of the text of an object. A small compressed object could otherwise need more memory than a worker has
MOST_BYTES = 2**29
MOST_PARTS = 10_000_000

# Properties of every table
PROPERTIES = {
    "format-version": "2",
    "write.parquet.compression-codec": "zstd",
    # Higher levels need up to twelve times as much processor time, and compress ids and sorted times less
    "write.parquet.compression-level": "1",
    # In pages of 20,000 rows, columns with few different values and sorted times compress less
    "write.parquet.page-row-limit": "200000",
    # A column with more different values, such as a time, compresses better without a dictionary, because rows are sorted by it
    "write.parquet.dict-size-bytes": "524288",
    "write.distribution-mode": "none",
    "write.metadata.delete-after-commit.enabled": "true",
}
# If the definition of a table gets a new column, the first run that writes the column adds it to the table
GROWS = {"write.spark.accept-any-schema": "true"}


class Lake:
    """The Iceberg tables of one database, and the archive from which they are loaded."""

    def __init__(self, spark: SparkSession, database: str, spec: dict):
        self.spark, self.database, self.spec = spark, database, spec
        self.create(
            OBJECTS,
            "table_name string, object string, version string, bytes bigint, day string, batch string, loaded boolean",
            "table_name, day",
        )
        self.create(
            QUARANTINE,
            "table_name string, batch string, day string, object string, position int, reason string, text string",
            "table_name, batch",
        )
        for table in spec["tables"]:
            self.create(table["name"], ddl_of(table), "day", GROWS)
            if not {name for name, _ in columns_of(table)} <= set(spark.table(self.of(table["name"])).columns):
                # Queries select a new column, also before a row has it
                self.append(spark.createDataFrame([], ddl_of(table)), self.of(table["name"]))
            if not self.column(f"SELECT snapshot_id FROM {self.of(table['name'])}.snapshots LIMIT 1"):
                self.fence(table["name"])

    def create(self, name: str, columns: str, partitions: str, others: dict = {}) -> None:
        properties = ", ".join(f"'{key}'='{value}'" for key, value in {**PROPERTIES, **others}.items())
        self.sql(
            f"CREATE TABLE IF NOT EXISTS {self.of(name)} ({columns}) USING iceberg"
            f" PARTITIONED BY ({partitions}) TBLPROPERTIES ({properties})"
        )

    def of(self, name: str) -> str:
        return f"{self.database}.{name}"

    def procedure(self, name: str) -> str:
        return f"{self.database.split('.')[0]}.system.{name}"

    def sql(self, text: str) -> DataFrame:
        return self.spark.sql(text)

    def append(self, rows: DataFrame, target: str, **options: str) -> None:
        # The rows of a task are in no order of days, so each day has an open file
        settings = {"mergeSchema": "true", "check-ordering": "false", "fanout-enabled": "true"}
        writer = rows.writeTo(target).options(**settings)
        for key, value in options.items():
            writer = writer.option(key, value)
        writer.append()

    # One run

    def load(self, table: dict, today: date) -> dict:
        """Loads every new or replaced object of a table. Returns counts of objects, bytes and quarantined lines."""
        started = time.time()
        base = self.settled_head(table)
        counts = {"objects": 0, "bytes": 0, "quarantined": 0}
        folders = folders_of(self.spark, table)
        days = (self.new_objects(table, day, folders) for day in self.days(table, today))
        batches = (batch for new in days for batch in batches_of(new, self.spec["batchBytes"]))
        for batch in joined(batches, self.spec["taskBytes"]):
            base, quarantined = self.load_batch(table, batch, base)
            counts["quarantined"] += quarantined
            counts["objects"] += len(batch)
            counts["bytes"] += size_of(batch)
        return {**counts, "lagSeconds": round(time.time() - started)}

    def days(self, table: dict, today: date) -> "list[date]":
        """Every day since the newest loaded day, and the days before it for which late logs may arrive."""
        newest = self.sql(
            f"SELECT max(day) AS day FROM {self.of(OBJECTS)} WHERE table_name = '{table['name']}' AND loaded"
        ).first()["day"]
        first = date.fromisoformat(table["firstDay"])
        if newest is not None:
            newest_day = datetime.strptime(newest, table["dayFormat"]).date()
            first = max(first, min(newest_day, today) - timedelta(days=self.spec["lateDays"]))
        return [first + timedelta(days=n) for n in range((today - first).days + 1)]

    def new_objects(self, table: dict, day: date, folders: "list[str]") -> "list[dict]":
        """The objects of a day whose present version is not loaded."""
        path = day.strftime(table["dayFormat"])
        found = list_objects(self.spark, [f"{folder}/{path}" for folder in folders])
        listed = [one for one in found if not self.is_quarantined(one["object"])]
        if not listed:
            return []
        known = self.sql(
            f"SELECT object, version FROM {self.of(OBJECTS)}"
            f" WHERE table_name = '{table['name']}' AND day = '{path}' AND loaded"
        )
        versions = {row["object"]: row["version"] for row in known.toLocalIterator()}
        new = [one for one in listed if versions.get(one["object"]) != one["version"]]
        replaced = {folder_of(one["object"]) for one in new if one["object"] in versions}
        if table.get("unique") and replaced:
            # Another object of the folder may have an event that was removed as a duplicate of a replaced object's
            changed = {one["object"] for one in new}
            new += [one for one in listed if one["object"] not in changed and folder_of(one["object"]) in replaced]
        return [{**one, "day": path, "replaces": one["object"] in versions} for one in new]

    def is_quarantined(self, name: str) -> bool:
        """Whether the configuration excludes an object, or its folder, from all queries."""
        path = unquote(name)
        return any(path.startswith(one) if one.endswith("/") else path == one for one in self.spec.get("quarantined", []))

    def load_batch(self, table: dict, batch: "list[dict]", base: int) -> "tuple[int, int]":
        """
        Loads objects exactly once, even if the run is killed. First the batch is planned. Then one commit publishes all rows
        with the id of the batch. Then the objects are marked as loaded. If a run is killed, `settle` completes its batch.

        The objects were chosen from the rows of the snapshot `base`. If another run published rows since, this run fails. Returns the
        snapshot with the rows, and the number of lines and objects that cannot be parsed.
        """
        name, batch_id = table["name"], str(uuid.uuid4())
        planned = self.spark.createDataFrame(
            [(name, one["object"], one["version"], one["bytes"], one["day"], batch_id, False) for one in batch],
            self.spark.table(self.of(OBJECTS)).schema,
        )
        self.append(planned, self.of(OBJECTS))
        try:
            published = self.publish(table, batch_id, base, [(batch, readers_of(table))], [])
        except Exception:
            if self.head(name, "main") != base:
                raise
            groups, unreadable = self.readable_groups(table, batch)
            if not unreadable and len(groups) == 1 and readers_of(table) == [read]:
                raise
            parts = [(group, [read]) for group in groups or [[]]]
            published = self.publish(table, batch_id, base, parts, unreadable)
        return published, self.settle(table)

    def publish(self, table: dict, batch_id: str, base: int, parts: "list[tuple]", unreadable: "list[tuple]") -> int:
        """
        Writes the rows of a batch to a branch, and publishes the branch as the table, in one commit. Returns its snapshot.

        The batch is in parts, each with functions that read its rows.
        """
        name = table["name"]
        batch = [one for objects, _ in parts for one in objects]
        branch = f"load_{uuid.uuid4().hex}"
        target = f"{self.of(name)}.branch_{branch}"
        self.sql(f"ALTER TABLE {self.of(name)} CREATE BRANCH {branch} AS OF VERSION {base}")
        days = sorted({one["day"] for one in batch})
        replaced = [one["object"] for one in batch if one["replaces"]]
        if replaced:
            self.forget(target, in_days(days), replaced, "lake_object")
            self.forget(self.of(QUARANTINE), f"table_name = '{name}'", replaced)
            base = self.head(name, branch)
        broken = set()
        for remaining, readers in parts:
            for reader in readers:
                if remaining or not batch:
                    rows = reader(self.spark, table, remaining)
                    known, wrong = self.write(table, rows, size_of(remaining), days, branch, base, batch_id)
                    remaining = [one for one in remaining if one["object"] not in known]
                    broken |= wrong
                    base = self.head(name, branch)
        if unreadable or broken:
            # Only these objects are read again
            rejected = rejected_of(self.spark, table, [one for one in batch if one["object"] in broken])
            rejected = rejected.union(self.spark.createDataFrame(unreadable, REJECTED))
            columns = f"'{name}' AS table_name", f"'{batch_id}' AS batch", "day"
            self.append(rejected.selectExpr(*columns, "object", "position", "reason", "text"), self.of(QUARANTINE))
        # Fails if another run published rows, or started to load the table, since the objects were chosen
        self.sql(f"CALL {self.procedure('fast_forward')}('{self.of(name)}', 'main', '{branch}')")
        return base

    def write(
        self, table: dict, rows: DataFrame, size: int, days: "list[str]", branch: str, base: int, batch_id: str
    ) -> "tuple[set[str], set[str]]":
        """
        Appends rows to a branch, in one commit, without the events that the branch has. Returns the objects whose first line was
        read, and the objects with broken lines.
        """
        name = table["name"]
        target = f"{self.of(name)}.branch_{branch}"
        # As text, because PySpark does not support lists in observations
        objects_where = lambda condition: F.to_json(F.collect_set(F.when(condition, F.col("lake_object"))))  # noqa: E731
        found = Observation()
        read, broken = objects_where(F.col("lake_position") == 0), objects_where(F.col("lake_broken"))
        rows = rows.observe(found, read.alias("read"), broken.alias("broken"))
        rows = rows.where("NOT lake_broken").drop("lake_broken")
        tasks = max(1, round(size / self.spec["taskBytes"]))
        rows = rows.repartition(tasks, *shuffle_columns(table))
        if table.get("unique"):
            rows = self.without_duplicates(table, rows, target, days)
        rows = rows.drop("lake_key", "lake_position").sortWithinPartitions(*table["order"])
        self.append(rows, target, **{f"snapshot-property.{BATCH}": batch_id})
        # Another run may load the table: it dropped the branch, and Iceberg created the branch again on other rows
        if self.parent(name, branch) != base:
            raise RuntimeError(f"another run loads {name}; this one stops")
        return set(json.loads(found.get["read"])), set(json.loads(found.get["broken"]))

    def head(self, name: str, ref: str) -> int:
        return self.sql(f"SELECT snapshot_id FROM {self.of(name)}.refs WHERE name = '{ref}'").first()[0]

    def parent(self, name: str, ref: str) -> int:
        head = self.head(name, ref)
        return self.sql(f"SELECT parent_id FROM {self.of(name)}.snapshots WHERE snapshot_id = {head}").first()[0]

    def settled_head(self, table: dict) -> int:
        """The newest snapshot, when all objects with rows in it are marked as loaded."""
        while True:
            head = self.head(table["name"], "main")
            self.settle(table)
            if self.head(table["name"], "main") == head:
                return head

    def settle(self, table: dict) -> int:
        """
        Marks the objects of published batches as loaded, and deletes the records of batches that were not published. Prints and returns
        the number of lines and objects that cannot be parsed: once for each batch, also if the run that published it was killed.
        """
        name, quarantined = table["name"], 0
        unsettled = f"table_name = '{name}' AND NOT loaded"
        for batch in self.column(f"SELECT DISTINCT batch FROM {self.of(OBJECTS)} WHERE {unsettled}"):
            if not self.is_published(name, batch):
                # After this commit, the run that planned the batch cannot publish it, even if the run still works
                self.fence(name)
            if self.is_published(name, batch):
                # One commit deletes the row of a replaced version and marks the row of its new version
                self.sql(
                    f"MERGE INTO {self.of(OBJECTS)} t USING (SELECT object AS loaded_object, day AS loaded_day"
                    f" FROM {self.of(OBJECTS)} WHERE {unsettled} AND batch = '{batch}') b"
                    f" ON t.table_name = '{name}' AND t.day = b.loaded_day AND t.object = b.loaded_object"
                    f" WHEN MATCHED AND t.batch = '{batch}' THEN UPDATE SET loaded = true WHEN MATCHED THEN DELETE"
                )
                count = self.column(f"SELECT count(*) FROM {self.of(QUARANTINE)} WHERE table_name = '{name}' AND batch = '{batch}'")[0]
                if count > 0:
                    print(json.dumps({"table": name, "quarantined": count}), flush=True)
                quarantined += count
            else:
                self.sql(f"DELETE FROM {self.of(QUARANTINE)} WHERE table_name = '{name}' AND batch = '{batch}'")
                self.sql(f"DELETE FROM {self.of(OBJECTS)} WHERE {unsettled} AND batch = '{batch}'")
        for branch in self.column(f"SELECT name FROM {self.of(name)}.refs WHERE type = 'BRANCH' AND name <> 'main'"):
            self.sql(f"ALTER TABLE {self.of(name)} DROP BRANCH {branch}")
        return quarantined

    def is_published(self, name: str, batch: str) -> bool:
        published = self.sql(
            f"SELECT 1 FROM {self.of(name)}.snapshots s JOIN {self.of(name)}.history h USING (snapshot_id)"
            f" WHERE h.is_current_ancestor AND s.summary['{BATCH}'] = '{batch}'"
        )
        return published.first() is not None

    def fence(self, name: str) -> None:
        """A commit without rows."""
        table = self.spark.table(self.of(name))
        self.append(table.limit(0), self.of(name))

    def column(self, query: str) -> list:
        return [row[0] for row in self.sql(query).collect()]

    def forget(self, target: str, scope: str, objects: "list[str]", column: str = "object") -> None:
        """Deletes the rows of objects, in one commit."""
        self.spark.createDataFrame([(one,) for one in objects], "forgotten string").createOrReplaceTempView("forgotten")
        self.sql(f"DELETE FROM {target} WHERE {scope} AND {column} IN (SELECT forgotten FROM forgotten)")

    def without_duplicates(self, table: dict, rows: DataFrame, target: str, days: "list[str]") -> DataFrame:
        """
        Rows whose event is not in the table, each event once. An event without an id is always kept. The rows are already
        partitioned by their keys, so one sort is enough for both steps.
        """
        keys = shuffle_columns(table)
        first = Window.partitionBy(*keys).orderBy("lake_object", "lake_position")
        once = rows.withColumn("lake_delivery", F.row_number().over(first)).where("lake_delivery = 1").drop("lake_delivery")
        loaded = self.spark.table(target).where(in_days(days)).withColumn("lake_key", F.col(table["unique"]))
        return once.join(loaded.select(*keys).where("lake_key IS NOT NULL"), keys, "left_anti")

    def readable_groups(self, table: dict, batch: "list[dict]") -> "tuple[list[list[dict]], list[tuple]]":
        """
        Groups of objects that can be read together, and a row of the quarantine for each object that cannot be read alone. So no
        object stops the others: a broken Parquet object, Parquet objects with different types, or an object that is too large.
        """
        try:
            read(self.spark, table, batch).write.format("noop").mode("overwrite").save()
            return [batch], []
        except Exception as error:  # noqa: BLE001 - Spark has no class of its own for a broken file
            if len(batch) > 1:
                middle = len(batch) // 2
                halves = [self.readable_groups(table, half) for half in (batch[:middle], batch[middle:])]
                return halves[0][0] + halves[1][0], halves[0][1] + halves[1][1]
            # Raises if S3 does not return the object, because the object is not broken then
            consume(self.spark, batch[0]["object"])
            reason = f"object cannot be read: {str(error).splitlines()[0][:500]}"
            return [], [(batch[0]["object"], batch[0]["day"], -1, reason, None)]

    # Maintenance

    def maintain(self, table: dict, today: date, expired_before: datetime) -> None:
        """Deletes rows of logs that the archive deleted, rewrites small files in sorted order, and deletes unused files."""
        name = table["name"]
        self.settle(table)
        if table.get("expireDays"):
            self.delete_expired(table, today)
        first, last = (today - timedelta(days=days) for days in (self.spec["lateDays"] + 1, 1))
        self.sql(
            f"CALL {self.procedure('rewrite_data_files')}(table => '{self.of(name)}', strategy => 'sort',"
            f" sort_order => '{', '.join(table['order'])}', options => map('partial-progress.enabled', 'true'),"
            f""" where => "day >= '{first.strftime(table['dayFormat'])}' AND day <= '{last.strftime(table['dayFormat'])}'")"""
        )
        for one in (name, OBJECTS, QUARANTINE):
            before = expired_before.strftime("%Y-%m-%d %H:%M:%S")
            if one != name:
                self.sql(f"CALL {self.procedure('rewrite_data_files')}(table => '{self.of(one)}')")
            self.sql(f"CALL {self.procedure('rewrite_manifests')}('{self.of(one)}')")
            self.sql(
                f"CALL {self.procedure('expire_snapshots')}(table => '{self.of(one)}', older_than => TIMESTAMP '{before}',"
                " retain_last => 1)"
            )
            self.sql(
                f"CALL {self.procedure('remove_orphan_files')}(table => '{self.of(one)}', older_than => TIMESTAMP '{before}')"
            )

    def delete_expired(self, table: dict, today: date) -> None:
        """Deletes the rows of objects without a version in the archive. If a version has a legal hold, its rows stay."""
        last = (today - timedelta(days=table["expireDays"])).strftime(table["dayFormat"])
        name = table["name"]
        scope = f"table_name = '{name}' AND day < '{last}'"
        days = self.sql(f"SELECT DISTINCT day FROM {self.of(OBJECTS)} WHERE {scope} ORDER BY day").collect()
        for day in [row["day"] for row in days]:
            of_day = f"table_name = '{name}' AND day = '{day}'"
            loaded = [row["object"] for row in self.sql(f"SELECT object FROM {self.of(OBJECTS)} WHERE {of_day}").collect()]
            existing = set().union(*(versions_below(self.spark, folder) for folder in {folder_of(one) for one in loaded}))
            gone = [one for one in loaded if one not in existing]
            if gone:
                self.forget(self.of(name), f"day = '{day}'", gone, "lake_object")
                self.forget(self.of(QUARANTINE), f"table_name = '{name}'", gone)
                self.forget(self.of(OBJECTS), of_day, gone)


# Objects of the archive


def folders_of(spark: SparkSession, table: dict) -> "list[str]":
    """The folders above the folders of days. They are listed in the archive, so new accounts and regions are included."""
    pattern = re.sub(r"\$\{\w+\}", "*", table["path"].rpartition("/")[0])
    path = spark._jvm.org.apache.hadoop.fs.Path(f"{table['location']}/{pattern}")
    found = path.getFileSystem(spark._jsc.hadoopConfiguration()).globStatus(path)
    return [status.getPath().toString() for status in found or [] if status.isDirectory()]


def list_objects(spark: SparkSession, folders: "list[str]") -> "list[dict]":
    """
    Every object below the folders, which the executors list. The name of an object is URI-encoded, as in the column `lake_object`. Its
    version is its time and length.
    """
    # A large organization has thousands of folders for a day, and the driver mostly waits for S3
    with ThreadPool(LISTERS) as listers:
        found = listers.map(lambda folder: exists(spark, folder), folders)
    existing = [folder for folder, is_there in zip(folders, found) if is_there]
    if not existing:
        return []
    reader = reader_of(spark).format("binaryFile")
    time = F.unix_millis("modificationTime").alias("time")
    found = reader.load(existing).select("_metadata.file_path", "length", time).where("length > 0")
    return [{"object": row.file_path, "version": f"{row.time}-{row.length}", "bytes": row.length} for row in found.collect()]


def exists(spark: SparkSession, folder: str) -> bool:
    path = spark._jvm.org.apache.hadoop.fs.Path(folder)
    return path.getFileSystem(spark._jsc.hadoopConfiguration()).exists(path)


def consume(spark: SparkSession, name: str) -> None:
    """Reads a whole object without keeping it in memory."""
    path = spark._jvm.org.apache.hadoop.fs.Path(unquote(name))
    stream = path.getFileSystem(spark._jsc.hadoopConfiguration()).open(path)
    try:
        spark._jvm.org.apache.commons.io.IOUtils.consume(stream)
    finally:
        stream.close()


def versions_below(spark: SparkSession, folder: str) -> "set[str]":
    """The objects of a folder that have a version, even if the latest version is a delete marker."""
    if not folder.startswith("s3://"):
        return {one["object"] for one in list_objects(spark, [folder])}
    bucket, _, key = folder[len("s3://") :].partition("/")
    sdk = spark._jvm.software.amazon.awssdk.services.s3
    builder = sdk.S3Client.builder()
    endpoint = spark.conf.get("spark.hadoop.fs.s3a.endpoint", None)
    if endpoint:
        builder = builder.endpointOverride(spark._jvm.java.net.URI.create(endpoint)).forcePathStyle(True)
    request = sdk.model.ListObjectVersionsRequest.builder().bucket(bucket).prefix(f"{unquote(key)}/").build()
    client = builder.build()
    try:
        pages = client.listObjectVersionsPaginator(request).versions().iterator()
        found = set()
        while pages.hasNext():
            path = spark._jvm.org.apache.hadoop.fs.Path(f"s3://{bucket}/{pages.next().key()}")
            found.add(path.toUri().toString())
        return found
    finally:
        client.close()


def folder_of(name: str) -> str:
    return name.rpartition("/")[0]


def size_of(objects: "list[dict]") -> int:
    """Number of stored bytes of objects."""
    return sum(one["bytes"] for one in objects)


def batches_of(objects: "list[dict]", limit: int) -> "list[list[dict]]":
    """
    Batches with at most this number of bytes, or with one larger object. Objects that replace earlier versions are in one batch,
    because all their earlier rows must be deleted before any of these objects is read again.
    """
    batches, size = [], 0
    together = [one for one in objects if one["replaces"]]
    if together:
        batches.append(together)
        size = limit
    for one in (one for one in objects if not one["replaces"]):
        if not batches or size + one["bytes"] > limit:
            batches.append([])
            size = 0
        batches[-1].append(one)
        size += one["bytes"]
    return batches


def joined(batches: "Iterable[list[dict]]", limit: int) -> "Iterator[list[dict]]":
    """
    Joins successive batches while the result has at most this number of bytes, because a commit takes seconds even with few logs. One
    task writes a small batch, so joining does not change the number of files of a day.
    """
    waiting = []
    for batch in batches:
        if waiting and size_of(waiting) + size_of(batch) > limit:
            yield waiting
            waiting = []
        waiting = waiting + batch
    if waiting:
        yield waiting


# Rows of the tables


def columns_of(table: dict) -> "list[tuple[str, str]]":
    """Names and types of the columns: columns of the table, its partitions, fields without a column, and the object."""
    own = [(column["name"], column["type"].lower()) for column in table["columns"]]
    partitions = [(name, "string") for name in table["partitions"]]
    return [*own, *partitions, ("other_fields", "map<string,string>"), ("lake_object", "string")]


def ddl_of(table: dict) -> str:
    return ", ".join(f"`{name}` {kind}" for name, kind in columns_of(table))


def shuffle_columns(table: dict) -> "list[str]":
    """The key of an event, or the partitions. The key is first, because its first letters are enough for sorting."""
    return ["lake_key", *table["partitions"]] if table.get("unique") else table["partitions"]


def in_days(days: "list[str]") -> str:
    """A condition on days. The list of days is empty if no object of a batch can be read."""
    return f"day IN ({', '.join(map(repr, days))})" if days else "false"


def raw(spark: SparkSession, table: dict, objects: "list[dict]") -> DataFrame:
    """The rows of Parquet objects. For other objects, the text, or the reason why the text cannot be read."""
    paths = [unquote(one["object"]) for one in objects]
    reader = reader_of(spark)
    if table["format"] == "parquet":
        stored = reader.option("mergeSchema", "true").parquet(*paths)
        # PySpark 3.5 has no function for it. A file can have a column of the same name, which the name `_metadata` would mean
        file = Column(stored._jdf.metadataColumn("_metadata"))
        return stored.select("*", file["file_path"].alias("lake_object"))
    stored = reader.format("binaryFile").load(paths).select("_metadata.file_path", "content")
    texts = spark.createDataFrame(stored.rdd.map(text_of), "lake_object string, content binary, reason string", verifySchema=False)
    return texts.select("lake_object", F.col("content").cast("string").alias("value"), "reason")


def reader_of(spark: SparkSession) -> DataFrameReader:
    """A reader of paths that may contain the special characters of a pattern."""
    return spark.read.option("__globPaths__", "false").option("recursiveFileLookup", "true")


def text_of(stored: "tuple[str, bytes]") -> "tuple[str, bytes | None, str | None]":
    """
    The text of an object. Spark's own reader would either stop at the first broken object, or skip broken objects and objects that S3
    does not return.
    """
    name, content = stored
    try:
        text = unpacked(bytes(content)) if name.endswith(".gz") else bytes(content)
        if len(text) > MOST_BYTES or text.count(b"\n") + text.count(b"{") > MOST_PARTS:
            raise EOFError(f"its text has more than {MOST_BYTES} bytes, or more than {MOST_PARTS} lines and objects")
        return name, text, None
    except (EOFError, zlib.error) as error:
        return name, None, f"object cannot be read: {error}"


def unpacked(content: bytes) -> bytes:
    """The text of a gzip object, which can have several members and zeros at its end. Stops after the maximum number of bytes."""
    members, size = [], 0
    while content and size <= MOST_BYTES:
        member = zlib.decompressobj(wbits=31)
        members.append(member.decompress(content, MOST_BYTES + 1 - size))
        size += len(members[-1])
        if not member.eof and size <= MOST_BYTES:
            raise EOFError("its compressed text is incomplete")
        content = member.unused_data.lstrip(b"\0")
    return b"".join(members)


REJECTED = "object string, day string, position int, reason string, text string"


def readers_of(table: dict) -> list:
    """Functions that read the rows of objects. Each reads only the objects of which the function before it read nothing."""
    return [read_whole, read] if table["format"] == "cloudtrail" else [read]


def read_whole(spark: SparkSession, table: dict, objects: "list[dict]") -> DataFrame:
    """
    Rows of log files. Spark's own reader decompresses and parses a file in one step, which takes much less time than `read`. It
    returns no row of a file that is not JSON, or that has a record that is not an object. It fails if a file cannot be decompressed.
    """
    reader = reader_of(spark).option("multiLine", "true")
    stored = reader.schema("Records array<map<string,string>>").json([unquote(one["object"]) for one in objects])
    source = placed(table, stored.select("Records", F.col("_metadata.file_path").alias("lake_object")))
    place = [*table["partitions"], "lake_object"]
    return keyed(table, from_map(table, source.select(*place, F.posexplode("Records").alias("lake_position", "fields"))))


def read(spark: SparkSession, table: dict, objects: "list[dict]") -> DataFrame:
    """Rows of the table. Rows of broken lines are marked."""
    if not objects:
        columns = ", ".join(f"`{name}` {kind}" for name, kind in [*columns_of(table), *MARKS])
        return keyed(table, spark.createDataFrame([], columns))
    source = placed(table, raw(spark, table, objects))
    if table["format"] == "parquet":
        return keyed(table, from_parquet(table, source))
    split, values, _ = FORMATS[table["format"]]
    return keyed(table, values(table, split(table, source)))


def rejected_of(spark: SparkSession, table: dict, objects: "list[dict]") -> DataFrame:
    """The broken lines of objects, and the objects without readable text, for the quarantine."""
    if not objects:
        return spark.createDataFrame([], REJECTED)
    _, _, split = FORMATS[table["format"]]
    return split(table, placed(table, raw(spark, table, objects))).where("fields IS NULL").selectExpr(
        "lake_object AS object",
        "day",
        "IF(reason IS NULL, lake_position, -1) AS position",
        "coalesce(reason, 'line cannot be parsed') AS reason",
        "text",
    )


MARKS = [("lake_position", "int"), ("lake_broken", "boolean")]


def place_of(table: dict) -> "list[str]":
    """Columns that the lines of an object have in common."""
    return [*table["partitions"], "lake_object", "reason"]


def records(table: dict, source: DataFrame) -> DataFrame:
    """The records of CloudTrail log files. Each record is a map of its fields, whose values are text or JSON."""
    each = F.transform(apart(), lambda text: F.from_json(text, "map<string,string>"))
    broken = F.array(F.lit(None).cast("map<string,string>"))
    either = F.coalesce(F.from_json("value", "struct<Records:array<map<string,string>>>")["Records"], each, broken)
    return source.select(*place_of(table), F.posexplode(either).alias("lake_position", "fields"))


def texts_of_records(table: dict, source: DataFrame) -> DataFrame:
    """The records with their text, for the quarantine. A separate step, because the text of each record needs time."""
    pair = lambda text, fields: F.struct(text.alias("text"), fields.alias("fields"))  # noqa: E731
    each = F.transform(apart(), lambda text: pair(text, F.from_json(text, "map<string,string>")))
    whole = F.array(pair(F.col("value"), F.lit(None).cast("map<string,string>")))
    place = place_of(table)
    found = source.select(*place, F.posexplode(F.coalesce(each, whole)).alias("lake_position", "record"))
    return found.select(*place, "lake_position", "record.text", "record.fields")


def apart() -> Column:
    """The text of each record. If a record is not an object, the list of maps of all records is null."""
    return F.from_json("value", "struct<Records:array<string>>")["Records"]


def lines(table: dict, source: DataFrame) -> DataFrame:
    # An object without text has one line that is null, for the quarantine
    found = F.coalesce(F.split("value", "\r?\n"), F.array(F.lit(None).cast("string")))
    parts = source.select(*place_of(table), F.posexplode(found).alias("lake_position", "text"))
    return parts.where("text <> '' OR text IS NULL")


def json_lines(table: dict, source: DataFrame) -> DataFrame:
    return lines(table, source).withColumn("fields", F.from_json("text", "map<string,string>"))


def regex_lines(table: dict, source: DataFrame) -> DataFrame:
    """Lines whose groups are the columns. The regular expression is evaluated once for each line."""
    count = len(table["columns"])
    groups = SEPARATOR.join(f"${group}" for group in range(1, count + 1))
    text = F.translate("text", SEPARATOR, "\ufffd")
    split = F.split(F.regexp_replace(text, f"(?s)\\A(?:{table['regex']})\\z", groups), SEPARATOR, -1)
    return lines(table, source).withColumn("fields", split).withColumn("fields", F.when(F.size("fields") == count, F.col("fields")))


def from_map(table: dict, found: DataFrame) -> DataFrame:
    """
    Reads each column from the field of the same name. `other_fields` keeps fields without a column, and fields with an unknown part.
    """
    text = {column["key"]: F.col("fields")[column["key"]] for column in table["columns"]}
    nested = {column["key"]: column["type"] for column in table["columns"] if "<" in column["type"]}
    # A separate step, because Spark would otherwise parse the values again for each use
    found = found.select("*", *[F.from_json(text[key], kind).alias(f"lake_{key}") for key, kind in nested.items()])
    columns, lost, types = [], {}, found.schema
    for column in table["columns"]:
        key, kind = column["key"], column["type"]
        if key in nested:
            value = F.col(f"lake_{key}").cast(kind.lower())
            lost[key] = text[key].isNotNull() & ~is_whole(F.col(f"lake_{key}"), types[f"lake_{key}"].dataType, text[key])
        else:
            value = text[key].cast(kind)
            if kind != "string":
                lost[key] = text[key].isNotNull() & value.isNull()
        columns.append(value.alias(column["name"]))
    unknown = F.map_filter("fields", lambda key, value: ~key.isin([*text]) & value.isNotNull())
    none = F.expr("cast(map() AS map<string,string>)")
    # Most records have no unknown field, and finding this takes less time than filtering the fields
    is_known = F.forall(F.map_keys("fields"), lambda key: key.isin([*text]))
    other = F.when(is_known, none).otherwise(unknown)
    if lost:
        kept = [F.when(is_lost, F.create_map(F.lit(key), text[key])).otherwise(none) for key, is_lost in lost.items()]
        other = F.when(reduce(or_, lost.values()), F.map_concat(other, *kept)).otherwise(other)
    other = F.when(F.size(other) > 0, other)
    return found.select(
        *columns, *table["partitions"], other.alias("other_fields"), "lake_object", "lake_position", broken_mark()
    )


def is_whole(parsed: Column, kind: DataType, text: Column) -> Column:
    """
    Whether the parsed value contains the whole JSON text. If a part of the text is unknown, the text is longer than the parsed value.
    If the text has another type, the parsed value is empty, such as `{}` for a structure.
    """
    empty = "[]" if isinstance(kind, ArrayType) else "{}"
    # Adding lengths takes less time than writing the parsed value as text, which is needed if a character is escaped
    equal_length = [length == F.octet_length(text) for length in (length_of(parsed, kind), F.octet_length(F.to_json(parsed)))]
    fits = F.when(equal_length[0], True).otherwise(equal_length[1])
    return F.coalesce(fits & ((F.octet_length(text) > len(empty)) | (text == empty)), F.lit(False))


def length_of(value: Column, kind: DataType) -> Column:
    """Number of bytes of a value as JSON, if no character is escaped."""
    if isinstance(kind, StringType):
        return F.octet_length(value) + 2
    if isinstance(kind, StructType):
        fields = [(value[field.name], field) for field in kind]
        # Quotes, colon and comma
        sizes = [F.coalesce(length_of(of, field.dataType) + len(field.name.encode()) + 4, F.lit(0)) for of, field in fields]
        return F.when(value.isNotNull(), F.greatest(reduce(add, sizes) + 1, F.lit(2)))
    if isinstance(kind, ArrayType):
        plus = lambda size, one: size + F.coalesce(length_of(one, kind.elementType), F.lit(4)) + 1  # noqa: E731
        return F.greatest(F.aggregate(value, F.lit(0), plus) + 1, F.lit(2))
    return F.octet_length(F.to_json(value) if isinstance(kind, MapType) else value.cast("string"))


def broken_mark():
    return F.col("fields").isNull().alias("lake_broken")


def from_array(table: dict, found: DataFrame) -> DataFrame:
    # In a line without an optional part, the groups of the part are null, not empty
    always = re.compile(table["regex"].split("(?:")[0]).groups
    columns = []
    for index, column in enumerate(table["columns"]):
        value = F.col("fields")[index]
        columns.append((F.when(value != "", value) if index >= always else value).alias(column["name"]))
    other = F.lit(None).cast("map<string,string>").alias("other_fields")
    return found.select(*columns, *table["partitions"], other, "lake_object", "lake_position", broken_mark())


# Functions that split the text of an object, that read the columns of its lines, and that split it with the text of each line
FORMATS = {
    "cloudtrail": (records, from_map, texts_of_records),
    "json": (json_lines, from_map, json_lines),
    "regex": (regex_lines, from_array, regex_lines),
}


def from_parquet(table: dict, source: DataFrame) -> DataFrame:
    present = {name.lower(): name for name in source.columns}
    columns = [
        (F.col(f"`{present[c['name']]}`") if c["name"] in present else F.lit(None)).cast(c["type"]).alias(c["name"])
        for c in table["columns"]
    ]
    known = {name for name, _ in columns_of(table)}
    new = [name for lower, name in present.items() if lower not in known]
    other = F.map_filter(
        F.map_from_arrays(
            F.array(*[F.lit(name) for name in new]).cast("array<string>"),
            F.array(*[F.col(f"`{name}`").cast("string") for name in new]).cast("array<string>"),
        ),
        lambda _, value: value.isNotNull(),
    )
    other = F.when(F.size(other) > 0, other).alias("other_fields")
    position = F.lit(0).alias("lake_position")
    return source.select(*columns, *table["partitions"], other, "lake_object", position, F.lit(False).alias("lake_broken"))


def placed(table: dict, source: DataFrame) -> DataFrame:
    """Adds the partitions, from the paths of the objects."""
    day = re.sub("[0-9]", "[0-9]", datetime(2026, 1, 31).strftime(table["dayFormat"]))
    pattern = re.sub(r"\$\{(\w+)\}", lambda found: f"({day})" if found[1] == "day" else "([^/]+)", table["path"])
    for group, name in enumerate(re.findall(r"\$\{(\w+)\}", table["path"]), 1):
        value = F.regexp_extract("lake_object", f"^{re.escape(table['location'])}/{pattern}/", group)
        source = source.withColumn(name, value)
    return source


def keyed(table: dict, rows: DataFrame) -> DataFrame:
    """Adds a key that is equal for duplicates of an event, if the events of a table have ids."""
    if not table.get("unique"):
        return rows
    unknown = F.concat_ws("#", "lake_object", "lake_position")
    return rows.withColumn("lake_key", F.coalesce(F.col(table["unique"]), unknown))


# The command


SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    # A record can have a field twice
    "spark.sql.mapKeyDedupPolicy": "LAST_WIN",
    # Spark waits for an observation forever if one of these rules removes it, because no line of the objects can be parsed
    "spark.sql.optimizer.excludedRules": "org.apache.spark.sql.catalyst.optimizer.PropagateEmptyRelation",
    "spark.sql.adaptive.optimizer.excludedRules": "org.apache.spark.sql.execution.adaptive.AQEPropagateEmptyRelation",
}


def session() -> SparkSession:
    return SparkSession.builder.config(map=SETTINGS).getOrCreate()


def options_of(arguments: "list[str]") -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", required=True, nargs="+", help="description of the tables: JSON in base64, in parts")
    parser.add_argument("--database", required=True, help="catalog and database of the Iceberg tables")
    parser.add_argument("--maintain-hour", type=int, help="hour in UTC whose run maintains the tables too")
    parser.add_argument("--sha256", help="hash of this program; another program refuses to run")
    return parser.parse_args(arguments)


def spec_of(parts: "list[str]") -> dict:
    """The description of the tables."""
    return json.loads(base64.b64decode("".join(parts), validate=True))


def other_program(expected: "str | None") -> "str | None":
    """The problem if this is not the expected program: an incomplete upload, or the program of another release."""
    found = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
    if expected is None or found == expected:
        return None
    return f"this program has the SHA-256 {found}, expected {expected}; upload lakehouse/load.py of the deployed release"


def steps_of(lake: Lake, table: dict, now: datetime, is_maintained: bool) -> list:
    """The steps of a run for a table. Each returns what it reports."""

    def load() -> dict:
        # `settle` prints the lines of the quarantine
        return {key: value for key, value in lake.load(table, now.date()).items() if key != "quarantined"}

    def maintain() -> dict:
        lake.maintain(table, now.date(), now - timedelta(days=lake.spec["snapshotDays"]))
        return {}

    return [load, maintain] if is_maintained else [load]


def main(arguments: "list[str]") -> int:
    options = options_of(arguments)
    wrong = other_program(options.sha256)
    if wrong:
        print(json.dumps({"error": wrong}), flush=True)
        return 1
    spark, spec = session(), spec_of(options.tables)
    lake = Lake(spark, options.database, spec)
    now = datetime.now(timezone.utc)
    failed, lag = False, 0
    for table in spec["tables"]:
        # If a step of a table fails, its next step and the other tables still run. Otherwise expired rows could stay for ever
        for step in steps_of(lake, table, now, is_maintained=options.maintain_hour == now.hour):
            try:
                report = step()
                lag = max(lag, report.get("lagSeconds", 0))
                if report:
                    print(json.dumps({"table": table["name"], **report}), flush=True)
            except Exception as error:  # noqa: BLE001
                failed = True
                print(json.dumps({"table": table["name"], "error": str(error)[:2000]}), flush=True)
    if not failed:
        print(json.dumps({"loaded": True, "lagSeconds": lag}), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
