"""Loads new logs of the archive into Iceberg tables. Runs on the Spark of EMR Serverless.

The archive is the truth: the tables can be rebuilt from it. docs/lakehouse.md describes the guarantees.
"""

import argparse
import base64
import hashlib
import json
import re
import sys
import time
import uuid
from datetime import date, datetime, timedelta, timezone
from multiprocessing.pool import ThreadPool
from pathlib import Path
from urllib.parse import unquote

from pyspark.sql import DataFrame, Observation, SparkSession
from pyspark.sql import functions as F

# Separates the groups of a regular expression. A log line that contains it gets U+FFFD in its place.
SEPARATOR = "\x01"
OBJECTS = "loaded_objects"
QUARANTINE = "quarantine"
BATCH = "trailkeeper-batch"

# Folders that the driver looks for at the same time
LISTERS = 32


PROPERTIES = {
    "format-version": "2",
    "write.parquet.compression-codec": "zstd",
    "write.distribution-mode": "none",
    "write.metadata.delete-after-commit.enabled": "true",
}
# A column that the definition of a table gets is added by the first run that writes it
GROWS = {"write.spark.accept-any-schema": "true"}


class Lake:
    """The Iceberg tables of one database, and the archive that they are loaded from."""

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
            self.create(table["name"], ", ".join(f"`{name}` {kind}" for name, kind in columns_of(table)), "day", GROWS)
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
        writer = rows.writeTo(target).option("mergeSchema", "true").option("check-ordering", "false")
        for key, value in options.items():
            writer = writer.option(key, value)
        writer.append()

    # One run

    def load(self, table: dict, today: date) -> dict:
        """Loads every object of a table that is new or was replaced. Returns what the run did."""
        started = time.time()
        self.settle(table)
        counts = {"objects": 0, "bytes": 0, "quarantined": 0}
        folders = folders_of(self.spark, table)
        for day in self.days(table, today):
            new = self.new_objects(table, day, folders)
            for batch in batches_of(new, self.spec["batchBytes"]):
                counts["quarantined"] += self.load_batch(table, day, batch)
                counts["objects"] += len(batch)
                counts["bytes"] += sum(one["bytes"] for one in batch)
        return {**counts, "lagSeconds": round(time.time() - started)}

    def days(self, table: dict, today: date) -> "list[date]":
        """Every day since the newest day that was loaded, and the days before it in which logs may still arrive."""
        newest = self.sql(
            f"SELECT max(day) AS day FROM {self.of(OBJECTS)} WHERE table_name = '{table['name']}' AND loaded"
        ).first()["day"]
        first = date.fromisoformat(table["firstDay"])
        if newest is not None:
            newest_day = datetime.strptime(newest, table["dayFormat"]).date()
            first = max(first, min(newest_day, today) - timedelta(days=self.spec["lateDays"]))
        return [first + timedelta(days=n) for n in range((today - first).days + 1)]

    def new_objects(self, table: dict, day: date, folders: "list[str]") -> "list[dict]":
        """The objects of a day that are not loaded in their present version."""
        path = day.strftime(table["dayFormat"])
        listed = list_objects(self.spark, [f"{folder}/{path}" for folder in folders])
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
        return [{**one, "replaces": one["object"] in versions} for one in new]

    def load_batch(self, table: dict, day: date, batch: "list[dict]") -> int:
        """
        Loads objects, exactly once wherever the run is killed: first the batch is planned, then one commit publishes all rows
        with the id of the batch, then the objects are marked as loaded. `settle` completes what a killed run left.
        Returns the number of lines and objects that cannot be parsed.
        """
        name, path, batch_id = table["name"], day.strftime(table["dayFormat"]), str(uuid.uuid4())
        planned = self.spark.createDataFrame(
            [(name, one["object"], one["version"], one["bytes"], path, batch_id, False) for one in batch],
            self.spark.table(self.of(OBJECTS)).schema,
        )
        self.append(planned, self.of(OBJECTS))
        try:
            self.publish(table, path, batch_id, batch, [])
        except Exception:
            readable, unreadable = self.split_unreadable(table, batch)
            if not unreadable:
                raise
            self.publish(table, path, batch_id, readable, unreadable)
        self.settle(table)
        return self.column(f"SELECT count(*) FROM {self.of(QUARANTINE)} WHERE batch = '{batch_id}'")[0]

    def publish(self, table: dict, day: str, batch_id: str, batch: "list[dict]", unreadable: "list[tuple]") -> None:
        """Writes the rows of a batch to a branch, and makes the branch the table, in one commit."""
        name = table["name"]
        branch = f"load_{uuid.uuid4().hex}"
        target = f"{self.of(name)}.branch_{branch}"
        base = self.head(name, "main")
        self.sql(f"ALTER TABLE {self.of(name)} CREATE BRANCH {branch} AS OF VERSION {base}")
        replaced = [one["object"] for one in batch if one["replaces"]]
        if replaced:
            self.forget(target, f"day = '{day}'", replaced, "lake_object")
            self.forget(self.of(QUARANTINE), f"table_name = '{name}'", replaced)
            base = self.head(name, branch)
        rows, rejected = read(self.spark, table, batch)
        broken = Observation()
        rows = rows.observe(broken, F.count_if("lake_broken").alias("lines")).where("NOT lake_broken").drop("lake_broken")
        if table.get("unique"):
            rows = self.without_duplicates(table, rows, target, day)
        tasks = max(1, round(sum(one["bytes"] for one in batch) / self.spec["taskBytes"]))
        rows = rows.repartition(tasks, *shuffle_columns(table)).drop("lake_key", "lake_position")
        self.append(rows.sortWithinPartitions(*table["order"]), target, **{f"snapshot-property.{BATCH}": batch_id})
        if broken.get["lines"] == 0:
            rejected = rejected.limit(0)
        rejected = rejected.union(self.spark.createDataFrame(unreadable, REJECTED))
        if unreadable or broken.get["lines"] > 0:
            columns = f"'{name}' AS table_name", f"'{batch_id}' AS batch", f"'{day}' AS day"
            self.append(rejected.selectExpr(*columns, "object", "position", "reason", "text"), self.of(QUARANTINE))
        # Another run may have taken over: it has dropped the branch, and Iceberg has created it again on other rows
        if self.parent(name, branch) != base:
            raise RuntimeError(f"another run loads {name}; this one stops")
        # Fails if another run published rows, or took over, since the branch was created
        self.sql(f"CALL {self.procedure('fast_forward')}('{self.of(name)}', 'main', '{branch}')")

    def head(self, name: str, ref: str) -> int:
        return self.sql(f"SELECT snapshot_id FROM {self.of(name)}.refs WHERE name = '{ref}'").first()[0]

    def parent(self, name: str, ref: str) -> int:
        head = self.head(name, ref)
        return self.sql(f"SELECT parent_id FROM {self.of(name)}.snapshots WHERE snapshot_id = {head}").first()[0]

    def settle(self, table: dict) -> None:
        """Marks the objects of published batches as loaded, and forgets batches that were not published."""
        name = table["name"]
        unsettled = f"table_name = '{name}' AND NOT loaded"
        for batch in self.column(f"SELECT DISTINCT batch FROM {self.of(OBJECTS)} WHERE {unsettled}"):
            if not self.is_published(name, batch):
                # A commit after which the run that planned the batch cannot publish it, if it still lives
                self.fence(name)
            if self.is_published(name, batch):
                # One commit: the row of a replaced version goes when the row of its new version is marked
                self.sql(
                    f"MERGE INTO {self.of(OBJECTS)} t USING (SELECT object AS loaded_object, day AS loaded_day"
                    f" FROM {self.of(OBJECTS)} WHERE {unsettled} AND batch = '{batch}') b"
                    f" ON t.table_name = '{name}' AND t.day = b.loaded_day AND t.object = b.loaded_object"
                    f" WHEN MATCHED AND t.batch = '{batch}' THEN UPDATE SET loaded = true WHEN MATCHED THEN DELETE"
                )
            else:
                self.sql(f"DELETE FROM {self.of(QUARANTINE)} WHERE table_name = '{name}' AND batch = '{batch}'")
                self.sql(f"DELETE FROM {self.of(OBJECTS)} WHERE {unsettled} AND batch = '{batch}'")
        for branch in self.column(f"SELECT name FROM {self.of(name)}.refs WHERE type = 'BRANCH' AND name <> 'main'"):
            self.sql(f"ALTER TABLE {self.of(name)} DROP BRANCH {branch}")

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

    def without_duplicates(self, table: dict, rows: DataFrame, target: str, day: str) -> DataFrame:
        """Rows whose event is not in the table, each event once. An event without an id is always kept."""
        keys = shuffle_columns(table)
        loaded = (
            self.spark.table(target)
            .where(F.col("day") == day)
            .select(*[column for column in keys if column != "lake_key"], F.col(table["unique"]).alias("lake_key"))
            .where("lake_key IS NOT NULL")
        )
        return rows.join(loaded, keys, "left_anti").dropDuplicates(keys)

    def split_unreadable(self, table: dict, batch: "list[dict]") -> "tuple[list[dict], list[tuple]]":
        """The objects that Spark can read, and for each of the others a row of the quarantine."""
        try:
            raw(self.spark, table, batch).write.format("noop").mode("overwrite").save()
            return batch, []
        except Exception as error:  # noqa: BLE001 - Spark has no class of its own for a broken file
            if len(batch) > 1:
                middle = len(batch) // 2
                halves = [self.split_unreadable(table, half) for half in (batch[:middle], batch[middle:])]
                return halves[0][0] + halves[1][0], halves[0][1] + halves[1][1]
            # Raises if S3 does not give the object: then the object is not broken
            self.spark.read.format("binaryFile").load(unquote(batch[0]["object"])).collect()
            return [], [(batch[0]["object"], -1, f"object cannot be read: {str(error).splitlines()[0][:500]}", None)]

    # Maintenance

    def maintain(self, table: dict, today: date, expired_before: datetime) -> None:
        """Deletes what the archive deleted, rewrites small files in order, and removes files that no table needs."""
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
        """Deletes the rows of objects of which the archive has no version any more. A held version keeps its rows."""
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
    """The folders above the days, found in the archive: new accounts and regions need no change of the configuration."""
    pattern = re.sub(r"\$\{\w+\}", "*", table["path"].rpartition("/")[0])
    path = spark._jvm.org.apache.hadoop.fs.Path(f"{table['location']}/{pattern}")
    found = path.getFileSystem(spark._jsc.hadoopConfiguration()).globStatus(path)
    return [status.getPath().toString() for status in found or [] if status.isDirectory()]


def list_objects(spark: SparkSession, folders: "list[str]") -> "list[dict]":
    """Every object below the folders, listed by the executors. A version is its time and length."""
    # A large organization has thousands of folders a day, and most of the time is waiting for S3
    with ThreadPool(LISTERS) as listers:
        found = listers.map(lambda folder: exists(spark, folder), folders)
    existing = [folder for folder, is_there in zip(folders, found) if is_there]
    if not existing:
        return []
    reader = spark.read.format("binaryFile").option("recursiveFileLookup", "true").option("__globPaths__", "false")
    found = reader.load(existing).select("path", "length", F.unix_millis("modificationTime").alias("time")).where("length > 0")
    return [{"object": row.path, "version": f"{row.time}-{row.length}", "bytes": row.length} for row in found.collect()]


def exists(spark: SparkSession, folder: str) -> bool:
    path = spark._jvm.org.apache.hadoop.fs.Path(folder)
    return path.getFileSystem(spark._jsc.hadoopConfiguration()).exists(path)


def versions_below(spark: SparkSession, folder: str) -> "set[str]":
    """The objects of a folder that have any version, also behind a delete marker."""
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


def batches_of(objects: "list[dict]", limit: int) -> "list[list[dict]]":
    """
    Batches of at most this many bytes, and at least one object. The objects of one folder that replace others stay together,
    because all of them must be deleted before any is read again.
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


# Rows of the tables


def columns_of(table: dict) -> "list[tuple[str, str]]":
    """Names and types of the columns: those of the table, its partitions, fields without a column, and the object."""
    own = [(column["name"], column["type"].lower()) for column in table["columns"]]
    partitions = [(name, "string") for name in table["partitions"]]
    return [*own, *partitions, ("other_fields", "map<string,string>"), ("lake_object", "string")]


def shuffle_columns(table: dict) -> "list[str]":
    return [*table["partitions"], "lake_key"] if table.get("unique") else table["partitions"]


def raw(spark: SparkSession, table: dict, objects: "list[dict]") -> DataFrame:
    paths = [unquote(one["object"]) for one in objects]
    reader = spark.read.option("__globPaths__", "false").option("recursiveFileLookup", "true")
    if table["format"] == "parquet":
        return reader.option("mergeSchema", "true").parquet(*paths).select("*", "_metadata.file_path")
    return reader.text(paths, wholetext=True).select("value", "_metadata.file_path")


REJECTED = "object string, position int, reason string, text string"


def read(spark: SparkSession, table: dict, objects: "list[dict]") -> "tuple[DataFrame, DataFrame]":
    """Rows of the table, with those of broken lines marked, and the rows of the broken lines for the quarantine."""
    if not objects:
        columns = ", ".join(f"`{name}` {kind}" for name, kind in [*columns_of(table), *MARKS])
        return keyed(table, spark.createDataFrame([], columns)), spark.createDataFrame([], REJECTED)
    source = raw(spark, table, objects).withColumnRenamed("file_path", "lake_object")
    if table["format"] == "parquet":
        return keyed(table, from_parquet(table, source)), spark.createDataFrame([], REJECTED)
    split, values = FORMATS[table["format"]]
    found = split(table, source)
    broken = found.where("fields IS NULL").selectExpr(
        "lake_object AS object", "lake_position AS position", "'line cannot be parsed' AS reason", "text"
    )
    return keyed(table, values(table, found)), broken


MARKS = [("lake_position", "int"), ("lake_broken", "boolean")]


def records(table: dict, source: DataFrame) -> DataFrame:
    """The records of log files of CloudTrail. Each is a map of its fields, whose values are text or JSON."""
    parsed = F.from_json("value", "struct<Records:array<map<string,string>>>")["Records"]
    # A record that is no object makes the whole list null
    apart = F.from_json("value", "struct<Records:array<string>>")["Records"]
    pair = lambda text, fields: F.struct(text.cast("string").alias("text"), fields.alias("fields"))  # noqa: E731
    either = F.coalesce(
        F.transform(parsed, lambda fields: pair(F.lit(None), fields)),
        F.transform(apart, lambda text: pair(text, F.from_json(text, "map<string,string>"))),
        F.array(pair(F.col("value"), F.lit(None).cast("map<string,string>"))),
    )
    return source.select("lake_object", F.posexplode(either).alias("lake_position", "record")).select(
        "lake_object", "lake_position", "record.text", "record.fields"
    )


def lines(source: DataFrame) -> DataFrame:
    parts = source.select("lake_object", F.posexplode(F.split("value", "\r?\n")).alias("lake_position", "text"))
    return parts.where("text <> ''")


def json_lines(table: dict, source: DataFrame) -> DataFrame:
    return lines(source).withColumn("fields", F.from_json("text", "map<string,string>"))


def regex_lines(table: dict, source: DataFrame) -> DataFrame:
    """Lines whose groups are the columns. The regular expression is evaluated once for each line."""
    count = len(table["columns"])
    groups = SEPARATOR.join(f"${group}" for group in range(1, count + 1))
    text = F.translate("text", SEPARATOR, "\ufffd")
    split = F.split(F.regexp_replace(text, f"(?s)\\A(?:{table['regex']})\\z", groups), SEPARATOR, -1)
    return lines(source).withColumn("fields", split).withColumn("fields", F.when(F.size("fields") == count, F.col("fields")))


def from_map(table: dict, found: DataFrame) -> DataFrame:
    """Values by the names of the fields. A field without a column, or with an unknown part, stays in `other_fields`."""
    columns, lost = [], []
    for column in table["columns"]:
        key, kind = column["key"], column["type"]
        value = F.col("fields")[key]
        if "<" in kind:
            parsed = F.from_json(value, kind)
            # The text of a value is longer than what was parsed if a part of it is unknown
            lost.append((key, F.length(F.to_json(parsed)) != F.length(value)))
            value = parsed.cast(kind.lower())
        elif kind != "string":
            lost.append((key, value.cast(kind).isNull() & value.isNotNull()))
            value = value.cast(kind)
        columns.append(value.alias(column["name"]))
    known = [column["key"] for column in table["columns"]]
    other = F.map_filter("fields", lambda key, value: ~key.isin(known) & value.isNotNull())
    for key, is_lost in lost:
        kept = F.create_map(F.lit(key), F.col("fields")[key])
        other = F.map_concat(other, F.when(F.coalesce(is_lost, F.lit(False)), kept).otherwise(F.expr("cast(map() AS map<string,string>)")))
    other = F.when(F.size(other) > 0, other)
    return found.select(*columns, other.alias("other_fields"), "lake_object", "lake_position", broken_mark())


def broken_mark():
    return F.col("fields").isNull().alias("lake_broken")


def from_array(table: dict, found: DataFrame) -> DataFrame:
    # Groups of optional parts are null, and not empty, in a line without them
    always = re.compile(table["regex"].split("(?:")[0]).groups
    columns = []
    for index, column in enumerate(table["columns"]):
        value = F.col("fields")[index]
        columns.append((F.when(value != "", value) if index >= always else value).alias(column["name"]))
    other = F.lit(None).cast("map<string,string>").alias("other_fields")
    return found.select(*columns, other, "lake_object", "lake_position", broken_mark())


FORMATS = {"cloudtrail": (records, from_map), "json": (json_lines, from_map), "regex": (regex_lines, from_array)}


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
    return source.select(*columns, other, "lake_object", position, F.lit(False).alias("lake_broken"))


def keyed(table: dict, rows: DataFrame) -> DataFrame:
    """Adds the partitions from the object's path, and the key that is the same for the same event."""
    day = re.sub("[0-9]", "[0-9]", datetime(2026, 1, 31).strftime(table["dayFormat"]))
    pattern = re.sub(r"\$\{(\w+)\}", lambda found: f"({day})" if found[1] == "day" else "([^/]+)", table["path"])
    for group, name in enumerate(re.findall(r"\$\{(\w+)\}", table["path"]), 1):
        value = F.regexp_extract("lake_object", f"^{re.escape(table['location'])}/{pattern}/", group)
        rows = rows.withColumn(name, value)
    if table.get("unique"):
        unknown = F.concat_ws("#", "lake_object", "lake_position")
        rows = rows.withColumn("lake_key", F.coalesce(F.col(table["unique"]), unknown))
    return rows


# The command


def session() -> SparkSession:
    return SparkSession.builder.config("spark.sql.session.timeZone", "UTC").getOrCreate()


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
    """What is wrong with this program, if it is not the expected one: an upload that was cut, or of another release."""
    found = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
    if expected is None or found == expected:
        return None
    return f"this program has the SHA-256 {found}, expected {expected}; upload lakehouse/load.py of the deployed release"


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
        # A table that fails does not stop the others
        try:
            report = lake.load(table, now.date())
            lag = max(lag, report["lagSeconds"])
            if options.maintain_hour == now.hour:
                lake.maintain(table, now.date(), now - timedelta(days=spec["snapshotDays"]))
            print(json.dumps({"table": table["name"], **report}), flush=True)
        except Exception as error:  # noqa: BLE001
            failed = True
            print(json.dumps({"table": table["name"], "error": str(error)[:2000]}), flush=True)
    if not failed:
        print(json.dumps({"loaded": True, "lagSeconds": lag}), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
