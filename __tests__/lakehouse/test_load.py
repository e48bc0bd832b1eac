"""Tests of the lakehouse's job on a local Spark session, with a catalog and an archive in a folder."""

import base64
import gzip
import hashlib
import json
import os
import shutil
import sys
import tempfile
import unittest
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from random import Random
from unittest.mock import patch
from uuid import UUID

sys.path.insert(0, str(Path(__file__).parents[2] / "lakehouse"))
sys.dont_write_bytecode = True

from pyspark import cloudpickle  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402

import load  # noqa: E402

DAY = date(2026, 2, 3)
FOLDER = "AWSLogs/o-1/{account}/CloudTrail/{region}/{day}"


def trail(location: str) -> dict:
    fields = ["eventID", "eventTime", "eventName", "requestParameters", "readOnly"]
    identity = "struct<type:string,principalId:string,sessionContext:struct<attributes:struct<mfaAuthenticated:string>>>"
    columns = [{"name": field.lower(), "type": "string", "key": field} for field in fields]
    return {
        "name": "cloudtrail",
        "format": "cloudtrail",
        "location": f"{location}/AWSLogs/o-1",
        "path": "${account}/CloudTrail/${region}/${day}",
        "dayFormat": "%Y/%m/%d",
        "firstDay": "2026-02-01",
        "columns": [*columns, {"name": "useridentity", "type": identity, "key": "userIdentity"}],
        "partitions": ["account", "region", "day"],
        "unique": "eventid",
        "order": ["account", "eventtime"],
    }


def lines(location: str, kind: str, columns: list, **others) -> dict:
    return {
        "name": kind,
        "format": kind,
        "location": f"{location}/{kind}",
        "path": "${account}/${day}",
        "dayFormat": "%Y/%m/%d",
        "firstDay": "2026-02-01",
        "columns": [{"name": name, "type": of, "key": key} for name, of, key in columns],
        "partitions": ["account", "day"],
        "order": ["account"],
        **others,
    }


def event(identifier: str, **others) -> dict:
    return {"eventID": identifier, "eventTime": "2026-02-03T10:00:00Z", "eventName": "Get", **others}


class Killed(BaseException):
    """Ends a run like a signal: no `except Exception` handles it."""


class LoadTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.warehouse = tempfile.mkdtemp()
        jars = os.environ["LAKEHOUSE_JARS"]
        cls.spark = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.jars", jars)
            .config("spark.sql.shuffle.partitions", "1")
            .config("spark.default.parallelism", "1")
            .config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
            .config("spark.sql.extensions", "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions")
            .config("spark.sql.catalog.lake", "org.apache.iceberg.spark.SparkCatalog")
            .config("spark.sql.catalog.lake.type", "hadoop")
            .config("spark.sql.catalog.lake.warehouse", cls.warehouse)
            .getOrCreate()
        )
        # Adds the settings of the job
        load.session()
        cls.spark.sparkContext.setLogLevel("OFF")
        # Like on EMR, where the job is the main program: the workers receive its functions by value, and have no file to import
        cloudpickle.register_pickle_by_value(load)

    @classmethod
    def tearDownClass(cls):
        cls.spark.stop()
        shutil.rmtree(cls.warehouse)

    def setUp(self):
        self.archive = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.archive)
        self.database = f"lake.{self._testMethodName}"
        self.table = trail(f"file:{self.archive}")
        self.lake = self.open(self.table)

    def open(self, *tables: dict) -> load.Lake:
        spec = {"tables": list(tables), "lateDays": 2, "batchBytes": 1 << 30, "taskBytes": 1 << 20, "snapshotDays": 5}
        return load.Lake(self.spark, self.database, spec)

    def write(self, name: str, content, day: date = DAY, account: str = "111", region: str = "eu-west-1") -> str:
        folder = Path(self.archive) / FOLDER.format(account=account, region=region, day=day.strftime("%Y/%m/%d"))
        return self.put(folder / name, content if isinstance(content, bytes) else log_file(content))

    def put(self, path: Path, content: bytes) -> str:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        # Two writes in one millisecond would have the same version
        self.clock = getattr(self, "clock", 1_700_000_000) + 1
        os.utime(path, (self.clock, self.clock))
        return str(path)

    def load(self, lake=None, today: date = DAY) -> dict:
        return (lake or self.lake).load(self.table, today)

    def ids(self) -> list:
        return sorted(row.eventid for row in self.rows())

    def rows(self, table: str = "cloudtrail") -> list:
        return self.spark.table(f"{self.database}.{table}").collect()

    def test_new_objects_are_loaded_once(self):
        self.write("a.json.gz", [event("1"), event("2")])
        self.assertEqual(self.load()["objects"], 1)
        self.write("b.json.gz", [event("3")])
        self.assertEqual(self.load()["objects"], 1)
        self.assertEqual(self.load()["objects"], 0)
        self.assertEqual(self.ids(), ["1", "2", "3"])

    def test_ids_and_times_compress_well(self):
        random = Random(1)
        first = datetime(2026, 2, 3, tzinfo=timezone.utc)
        times = [first + timedelta(seconds=random.randrange(86_400)) for _ in range(40_000)]
        events = [
            event(str(UUID(int=random.getrandbits(128))), eventTime=time.strftime("%Y-%m-%dT%H:%M:%SZ")) for time in times
        ]
        self.write("a.json.gz", events)
        self.load()
        metrics = self.spark.sql(f"SELECT readable_metrics AS of FROM {self.database}.cloudtrail.files").first()["of"]
        # An id needs 20.7 bytes with the compression level 9. A time needs 2.3 bytes in pages of 20,000 rows, and 1.9 with level 3
        self.assertLess(metrics["eventid"]["column_size"], 20.2 * len(events))
        self.assertLess(metrics["eventtime"]["column_size"], 1.6 * len(events))

    def test_rows_have_the_partitions_of_the_path(self):
        self.write("a.json.gz", [event("1")], account="222", region="us-east-1")
        self.load()
        (row,) = self.rows()
        self.assertEqual((row.account, row.region, row.day), ("222", "us-east-1", "2026/02/03"))

    def test_late_objects_are_loaded_and_older_days_are_not_listed(self):
        self.write("a.json.gz", [event("1")])
        self.load()
        self.write("late.json.gz", [event("2")], day=DAY - timedelta(days=2))
        self.write("older.json.gz", [event("3")], day=DAY - timedelta(days=3))
        self.load()
        self.assertEqual(self.ids(), ["1", "2"])

    def test_days_without_runs_are_loaded(self):
        self.write("a.json.gz", [event("1")])
        self.load()
        self.write("b.json.gz", [event("2")], day=DAY + timedelta(days=1))
        self.load(today=DAY + timedelta(days=30))
        self.assertEqual(self.ids(), ["1", "2"])

    def test_an_event_is_kept_once_for_each_account_region_and_day(self):
        self.write("a.json.gz", [event("1"), event("1")])
        self.write("b.json.gz", [event("1")])
        self.load()
        self.write("c.json.gz", [event("1")])
        self.load()
        self.assertEqual(self.ids(), ["1"])
        self.write("d.json.gz", [event("1")], account="222")
        self.load()
        self.assertEqual(self.ids(), ["1", "1"])

    def test_events_without_an_id_are_all_kept(self):
        self.write("a.json.gz", [{"eventName": "A"}, {"eventName": "A"}])
        self.load()
        self.assertEqual(len(self.rows()), 2)

    def test_a_replaced_object_replaces_its_rows(self):
        self.write("a.json.gz", [event("1"), event("2")])
        self.load()
        self.write("a.json.gz", [event("2", eventName="Put"), event("3")])
        self.load()
        self.assertEqual(sorted((row.eventid, row.eventname) for row in self.rows()), [("2", "Put"), ("3", "Get")])
        self.assertEqual(self.load()["objects"], 0)

    def test_an_object_with_special_characters_in_its_name_is_replaced(self):
        name = "ä b%20[1]{2}?#'.json.gz"
        for number in ("1", "2"):
            self.write(name, [{"eventName": number}])
            self.assertEqual(self.load()["objects"], 1)
            self.assertEqual([row.eventname for row in self.rows()], [number])
        # cli/query/lake-relations.ts writes names in the same way
        self.assertTrue(self.rows()[0].lake_object.endswith("/ä%20b%2520%5B1%5D%7B2%7D%3F%23'.json.gz"))
        self.write(name, gzip.compress(b"broken"))
        self.load()
        self.assertEqual((self.rows(), len(self.rows("quarantine"))), ([], 1))
        self.assertEqual(self.load()["objects"], 0)

    def test_an_event_of_another_object_is_kept_when_its_duplicate_is_replaced(self):
        self.write("a.json.gz", [event("1")])
        self.load()
        self.write("b.json.gz", [event("1"), event("2")])
        self.load()
        self.write("a.json.gz", [event("3")])
        self.load()
        self.assertEqual(self.ids(), ["1", "2", "3"])

    def test_lines_that_cannot_be_parsed_are_kept_in_the_quarantine(self):
        good = self.write("a.json.gz", [event("1")])
        truncated = self.write("b.json.gz", gzip.compress(b'{"Records":[{"eventID":"2"},{"eve'))
        mixed = self.write("c.json.gz", gzip.compress(json.dumps({"Records": [event("3"), 5, "x"]}).encode()))
        broken = self.write("d.json.gz", gzip.compress(b"x" * 100_000)[:-20])
        whole = log_file([event("4")])
        changed = self.write("e.json.gz", bytes([*whole[:-8], whole[-8] ^ 1, *whole[-7:]]))
        report = self.load()
        self.assertEqual(report["quarantined"], 5)
        self.assertEqual(self.ids(), ["1", "3"])
        kept = sorted((row.object[len("file:") :], row.position, row.text) for row in self.rows("quarantine"))
        self.assertEqual(
            kept, [(truncated, 0, '{"Records":[{"eventID":"2"},{"eve'), (mixed, 1, "5"), (mixed, 2, "x"), (broken, -1, None), (changed, -1, None)]
        )
        self.assertNotIn(good, [name for name, *_ in kept])
        self.assertEqual(self.load()["objects"], 0)
        # A repaired object leaves the quarantine
        self.write("b.json.gz", [event("2")])
        self.load()
        self.assertEqual(len(self.rows("quarantine")), 4)
        self.assertEqual(self.ids(), ["1", "2", "3"])

    def test_a_batch_without_a_readable_line_is_quarantined(self):
        self.write("a.json.gz", b"no gzip")
        self.assertEqual(self.load()["quarantined"], 1)
        self.table = lines(f"file:{self.archive}", "parquet", [("version", "int", "version")])
        lake = self.open(self.table)
        self.put(Path(self.archive) / "parquet/111/2026/02/03/c.parquet", b"no Parquet")
        self.assertEqual(self.load(lake)["quarantined"], 1)
        self.assertEqual((self.rows(), self.rows("parquet")), ([], []))

    def test_an_object_that_stops_a_batch_is_quarantined_and_the_others_are_loaded(self):
        self.table = lines(f"file:{self.archive}", "regex", [("all", "string", "all")], regex="(.*)")
        lake = self.open(self.table)
        self.put(Path(self.archive) / "regex/111/2026/02/03/good.log", b"good")
        large = self.put(Path(self.archive) / "regex/222/2026/02/03/large.log", b"x" * 2_000)
        self.spark.conf.set("spark.sql.sources.binaryFile.maxLength", "1000")
        self.addCleanup(self.spark.conf.unset, "spark.sql.sources.binaryFile.maxLength")
        self.assertEqual(self.load(lake)["quarantined"], 1)
        self.assertEqual([row.all for row in self.rows("regex")], ["good"])
        ((name, reason),) = [(row.object, row.reason) for row in self.rows("quarantine")]
        self.assertEqual(name, f"file:{large}")
        self.assertIn("object cannot be read", reason)
        self.assertEqual(self.load(lake)["objects"], 0)

    def test_parquet_objects_with_different_types_are_loaded(self):
        self.table = lines(f"file:{self.archive}", "parquet", [("version", "int", "version")])
        lake = self.open(self.table)
        for account, sql in {"111": "SELECT 2 AS version, 1 AS x", "222": "SELECT '3' AS version, array(1) AS x"}.items():
            self.spark.sql(sql).coalesce(1).write.parquet(f"{self.archive}/made-{account}")
            (made,) = Path(f"{self.archive}/made-{account}").glob("*.parquet")
            self.put(Path(self.archive) / f"parquet/{account}/2026/02/03/a.parquet", made.read_bytes())
        self.load(lake)
        self.assertEqual(sorted((row.account, row.version) for row in self.rows("parquet")), [("111", 2), ("222", 3)])
        self.assertEqual(self.rows("quarantine"), [])
        self.assertEqual(self.load(lake)["objects"], 0)

    def test_a_parquet_column_cannot_change_the_place_of_rows(self):
        self.table = lines(f"file:{self.archive}", "parquet", [("version", "int", "version")])
        lake = self.open(self.table)
        place = f"file:{self.archive}/parquet/111/2026/02/03/a.parquet"
        forged = f"SELECT 3 AS version, named_struct('file_path', '{place}') AS _metadata, '111' AS account"
        for account, sql in {"111": "SELECT 2 AS version", "222": forged}.items():
            self.spark.sql(sql).coalesce(1).write.parquet(f"{self.archive}/made-{account}")
            (made,) = Path(f"{self.archive}/made-{account}").glob("*.parquet")
            self.put(Path(self.archive) / f"parquet/{account}/2026/02/03/a.parquet", made.read_bytes())
        self.load(lake)
        found = sorted((row.account, row.day, row.version) for row in self.rows("parquet"))
        self.assertEqual(found, [("111", "2026/02/03", 2), ("222", "2026/02/03", 3)])

    def test_objects_and_folders_of_the_configuration_are_not_loaded(self):
        self.write("a.json.gz", [event("1")])
        forged = self.write("b ä.json.gz", [event("2")])
        folder = self.write("c.json.gz", [event("3")], account="222")
        self.lake.spec["quarantined"] = [f"file:{forged}", f"file:{Path(folder).parent}/"]
        self.assertEqual(self.load()["objects"], 1)
        self.assertEqual(self.ids(), ["1"])

    def test_quarantined_lines_are_reported_once_if_a_run_is_killed_after_it_published_them(self):
        self.write("a.json.gz", [event("1"), "broken"])
        call = self.lake.sql

        def killing(text):
            result = call(text)
            if "fast_forward" in text:
                raise Killed()
            return result

        self.lake.sql = killing
        with self.assertRaises(Killed):
            self.load()
        self.lake.sql = call
        with patch("builtins.print") as printed:
            self.load()
            self.load()
        lines = [json.loads(one.args[0]) for one in printed.call_args_list]
        self.assertEqual(lines, [{"table": "cloudtrail", "quarantined": 1}])

    def test_an_object_that_cannot_be_opened_stops_the_run(self):
        self.write("a.json.gz", [event("1")])
        listed = load.list_objects
        self.addCleanup(setattr, load, "list_objects", listed)
        load.list_objects = lambda *of: [*listed(*of), {"object": f"file:{self.archive}/gone.gz", "version": "1", "bytes": 9}]
        with self.assertRaises(Exception):
            self.load()
        load.list_objects = listed
        self.assertEqual(self.load()["objects"], 1)
        self.assertEqual(self.ids(), ["1"])

    def test_new_fields_are_kept_in_other_fields(self):
        identity = {"type": "Root", "sessionContext": {"attributes": {"mfaAuthenticated": "true"}}}
        self.write("a.json.gz", [event("1", userIdentity=identity, requestParameters={"B": [1]}, readOnly=True)])
        self.load()
        (row,) = self.rows()
        self.assertEqual(row.useridentity.sessioncontext.attributes.mfaauthenticated, "true")
        self.assertEqual((row.requestparameters, row.readonly, row.other_fields), ('{"B":[1]}', "true", None))
        self.write("b.json.gz", [event("2", userIdentity={**identity, "new": {"x": 1}}, tomorrow={"Y": 2}, empty=None)])
        self.load()
        (row,) = [row for row in self.rows() if row.eventid == "2"]
        self.assertEqual(row.useridentity.type, "Root")
        self.assertEqual(row.other_fields["tomorrow"], '{"Y":2}')
        self.assertEqual(json.loads(row.other_fields["userIdentity"])["new"], {"x": 1})
        self.assertEqual(sorted(row.other_fields), ["tomorrow", "userIdentity"])

    def test_a_value_that_does_not_fit_its_column_is_kept_in_other_fields(self):
        fitting = [None, {}, {"type": "Root"}]
        # `me` is as long as `{}`, the result of parsing a value that does not fit
        unfit = ["me", "{x", "no", "", 5, True, [], ["Root"], {"type": {"a": 1}}, {"sessionContext": "x"}, {"é": "ü"}]
        self.table["columns"].append({"name": "resources", "type": "array<struct<ARN:string>>", "key": "resources"})
        lists = [None, [], [{"ARN": "é"}]], ["no", "", 5, {}, [5], [{"ARN": "é", "new": "é"}]]
        values = [("userIdentity", one) for one in fitting + unfit] + [("resources", one) for one in lists[0] + lists[1]]
        self.write("a.json.gz", [event(f"{n}", **{key: value}) for n, (key, value) in enumerate(values)])
        self.load(self.open(self.table))
        kept = {int(row.eventid): row.other_fields for row in self.rows()}
        for n, (key, value) in enumerate(values):
            text = value if isinstance(value, str) else json.dumps(value, separators=(",", ":"), ensure_ascii=False)
            expected = {key: text} if value in (unfit if key == "userIdentity" else lists[1]) else None
            self.assertEqual(kept[n], expected, f"{key}: {value!r}")

    def test_small_days_are_loaded_in_one_commit_each_with_its_own_day(self):
        days = [DAY - timedelta(days=n) for n in (2, 1, 0)]
        for day in days:
            self.write("a.json.gz", [event("0")], day=day)
        before = self.commits()
        self.load()
        self.assertEqual(self.commits(), before + 1)
        # A second commit contains the objects that need another reader
        for day in days:
            self.write("a.json.gz", [event("1"), "broken"], day=day)
            self.write("b.json.gz", b"no gzip", day=day)
        before = self.commits()
        self.assertEqual(self.load()["quarantined"], 6)
        replacing = 1
        self.assertEqual(self.commits(), before + replacing + 2)
        named = [day.strftime("%Y/%m/%d") for day in days]
        self.assertEqual(sorted(row.day for row in self.rows()), named)
        self.assertEqual(sorted({row.day for row in self.rows("loaded_objects")}), named)
        kept = sorted((row.day, row.position) for row in self.rows("quarantine"))
        self.assertEqual(kept, sorted((day, position) for day in named for position in (-1, 1)))
        # One of the objects is replaced
        self.write("a.json.gz", [event("2")], day=days[1])
        self.load()
        self.assertEqual(sorted((row.day, row.eventid) for row in self.rows()), [*zip(named, ("1", "2", "1"))])
        self.assertEqual(len(self.rows("quarantine")), 5)
        # An event that is already loaded is found on each of the days
        for day in days:
            self.write("c.json.gz", [event("1")], day=day)
        self.load()
        found = sorted((row.day, row.eventid) for row in self.rows())
        self.assertEqual(found, [(named[0], "1"), (named[1], "1"), (named[1], "2"), (named[2], "1")])

    def commits(self) -> int:
        return self.spark.sql(f"SELECT * FROM {self.database}.cloudtrail.snapshots").count()

    def test_a_new_column_of_the_definition_is_added(self):
        self.write("a.json.gz", [event("1")])
        self.load()
        self.table["columns"].append({"name": "tomorrow", "type": "string", "key": "tomorrow"})
        identity = self.table["columns"][5]
        identity["type"] = identity["type"].replace("principalId:string", "principalId:string,new:string")
        self.write("b.json.gz", [event("2", tomorrow="x", userIdentity={"new": "y"})])
        self.load(self.open(self.table))
        found = {row.eventid: (row.tomorrow, row.useridentity and row.useridentity.new) for row in self.rows()}
        self.assertEqual(found, {"1": (None, None), "2": ("x", "y")})
        # Also before an object of the new release is there
        self.table["columns"].append({"name": "later", "type": "string", "key": "later"})
        self.open(self.table)
        self.assertEqual([row.later for row in self.rows()], [None, None])

    def test_lines_of_json_are_loaded(self):
        columns = [("time", "bigint", "timestamp"), ("answers", "array<struct<rdata:string>>", "answers")]
        self.table = lines(f"file:{self.archive}", "json", columns)
        lake = self.open(self.table)
        content = '{"timestamp":5,"answers":[{"rdata":"1.1.1.1"}]}\r\n\n{"timestamp":"no","x":1,"x":2}\nno\n'
        self.put(Path(self.archive) / "json/111/2026/02/03/a.gz", gzip.compress(content.encode()))
        self.load(lake)
        found = sorted((str(row.time), row.answers and row.answers[0].rdata, row.other_fields) for row in self.rows("json"))
        self.assertEqual(found, [("5", "1.1.1.1", None), ("None", None, {"timestamp": "no", "x": "2"})])
        self.assertEqual([row.text for row in self.rows("quarantine")], ["no"])

    def test_lines_that_a_regular_expression_matches_are_loaded(self):
        columns = [(name, "string", name) for name in ("first", "second", "third")]
        regex = '([^ ]*) "([^"]*)"(?: ([^ ]*))?.*'
        self.table = lines(f"file:{self.archive}", "regex", columns, regex=regex)
        content = 'a "b c" d more\na "" \na "$1\x01x"\nno match\n'
        lake = self.open(self.table)
        self.put(Path(self.archive) / "regex/111/2026/02/03/a.log", content.encode())
        self.load(lake)
        found = sorted((row.first, row.second, row.third or "") for row in self.rows("regex"))
        self.assertEqual(found, [("a", "", ""), ("a", "$1\ufffdx", ""), ("a", "b c", "d")])
        self.assertEqual([(row.position, row.text) for row in self.rows("quarantine")], [(3, "no match")])

    def test_parquet_with_new_columns_is_loaded_and_a_broken_file_is_quarantined(self):
        self.table = lines(f"file:{self.archive}", "parquet", [("version", "int", "version"), ("end", "bigint", "end")])
        lake = self.open(self.table)
        folder = Path(self.archive) / "parquet/111/2026/02/03"
        for name, sql in {"a": "SELECT 2 AS version", "b": "SELECT 7 AS version, 9L AS end, 'x' AS tomorrow"}.items():
            self.spark.sql(sql).coalesce(1).write.parquet(f"{self.archive}/made-{name}")
            (made,) = Path(f"{self.archive}/made-{name}").glob("*.parquet")
            self.put(folder / f"hour/{name}.parquet", made.read_bytes())
        self.put(folder / "c.parquet", b"PAR1 this is no Parquet file PAR1")
        self.load(lake)
        found = sorted((row.version, row.end, row.other_fields, row.account) for row in self.rows("parquet"))
        self.assertEqual(found, [(2, None, None, "111"), (7, 9, {"tomorrow": "x"}, "111")])
        self.assertEqual([row.position for row in self.rows("quarantine")], [-1])

    def test_a_run_killed_at_any_commit_leaves_each_event_once(self):
        lake, kills = self.lake, 0
        steps = {"sql": lake.sql, "append": lake.append}
        written = ("ALTER", "CALL", "DELETE", "MERGE")
        while True:
            self.write(f"{kills}.json.gz", [event(f"{kills}"), event("all")])
            self.write("replaced.json.gz", [event(f"replaced {kills}")])
            self.write("broken.json.gz", gzip.compress(f"broken {kills}".encode()))
            count = [0]

            def killing(name):
                def step(*args, **options):
                    if name == "sql" and not args[0].startswith(written):
                        return steps[name](*args, **options)
                    # The run ends before a commit, and after a commit
                    for done in (False, True):
                        if count[0] == kills:
                            raise Killed()
                        count[0] += 1
                        if not done:
                            result = steps[name](*args, **options)
                    return result

                return step

            lake.sql, lake.append = killing("sql"), killing("append")
            try:
                self.load(lake)
                break
            except Killed:
                pass
            finally:
                lake.sql, lake.append = steps["sql"], steps["append"]
            self.load(lake)
            expected = sorted(["all", f"replaced {kills}", *(f"{n}" for n in range(0, kills + 1, 2))])
            self.assertEqual(self.ids(), expected, f"killed at {kills}")
            self.assertEqual([row.text for row in self.rows("quarantine")], [f"broken {kills}"])
            kills += 2
        self.assertGreaterEqual(kills, 18)
        self.assertEqual(self.load(lake)["objects"], 0)

    def test_a_run_that_another_run_overtook_publishes_nothing(self):
        self.write("a.json.gz", [event("1")])
        for where in ("append to loaded_objects", "CREATE BRANCH", "append to the branch", "fast_forward"):
            slow, call, append = self.open(self.table), self.lake.sql, self.lake.append

            def taken_over(*args, **options):
                if where in args[0]:
                    self.load()
                return call(*args, **options)

            def taken_over_before(rows, target, **options):
                if {"append to the branch": "branch", "append to loaded_objects": load.OBJECTS}.get(where, "none") in target:
                    self.load()
                return append(rows, target, **options)

            slow.sql, slow.append = taken_over, taken_over_before
            self.write(f"{where}.json.gz", [{"eventName": where}])
            with self.assertRaises(Exception):
                self.load(slow)
            self.load()
            names = [row.eventname for row in self.rows() if row.eventid is None]
            self.assertEqual(names.count(where), 1)

    def test_maintenance_keeps_the_rows_and_removes_unused_files(self):
        for n in range(6):
            self.write(f"{n}.json.gz", [event(f"{n}")], account=f"{9 - n}")
            self.load()
        orphan = Path(self.warehouse) / self._testMethodName / "cloudtrail/data/orphan.parquet"
        orphan.write_bytes(b"x")
        os.utime(orphan, (1_700_000_000, 1_700_000_000))
        before = datetime.now(timezone.utc) - timedelta(days=2)
        files = f"SELECT * FROM {self.database}.cloudtrail.files"
        self.assertEqual(self.spark.sql(files).count(), 6)
        self.lake.maintain(self.table, DAY + timedelta(days=1), before)
        self.assertEqual(self.spark.sql(files).count(), 1)
        self.assertEqual([row.account for row in self.rows()], ["4", "5", "6", "7", "8", "9"])
        self.assertFalse(orphan.exists())
        self.assertEqual(self.load()["objects"], 0)

    def test_rows_are_deleted_when_the_archive_has_no_version_of_their_object(self):
        self.table["expireDays"] = 10
        expired = self.write("expired.json.gz", [event("1")])
        held = self.write("held.json.gz", [event("2")])
        self.load()
        later = DAY + timedelta(days=10)
        os.unlink(expired)
        now = datetime.now(timezone.utc) - timedelta(days=2)
        self.lake.maintain(self.table, later, now)
        self.assertEqual(self.ids(), ["1", "2"])
        self.lake.maintain(self.table, later + timedelta(days=1), now)
        self.assertEqual(self.ids(), ["2"])
        os.unlink(held)
        self.lake.maintain(self.table, later + timedelta(days=1), now)
        self.assertEqual(self.ids(), [])
        self.assertEqual(self.rows("loaded_objects"), [])


class BatchTest(unittest.TestCase):
    """Batches of objects, and the text of an object."""

    def test_consecutive_batches_are_joined_up_to_the_limit(self):
        for sizes, limit, expected in (
            ([], 10, []),
            ([5, 4], 10, [[5, 4]]),
            ([5, 5], 10, [[5, 5]]),
            ([5, 6], 10, [[5], [6]]),
            ([30, 1, 2, 8, 3], 10, [[30], [1, 2], [8], [3]]),
        ):
            batches = [[{"bytes": size}] for size in sizes]
            found = [[one["bytes"] for one in batch] for batch in load.joined(iter(batches), limit)]
            self.assertEqual(found, expected)

    def test_an_object_returns_its_whole_text_or_a_reason(self):
        whole, more = gzip.compress("ä".encode() * 1_000), gzip.compress(b"\xff")
        text = "ä".encode() * 1_000
        for name, content, expected in (
            ("a.gz", whole, text),
            ("a.gz", whole + more, text + b"\xff"),
            ("a.gz", whole + bytes(512), text),
            ("a.gz", gzip.compress(b""), b""),
            ("a.log", whole, whole),
        ):
            self.assertEqual(load.text_of((name, bytearray(content))), (name, expected, None))
        wrong_sum = bytes([*whole[:-8], whole[-8] ^ 1, *whole[-7:]])
        for content in [b"no gzip", wrong_sum, whole + b"x", *(whole[:length] for length in range(1, len(whole)))]:
            name, found, reason = load.text_of(("a.gz", bytearray(content)))
            self.assertEqual((name, found), ("a.gz", None))
            self.assertIn("object cannot be read", reason)


    def test_an_object_whose_text_is_too_large_returns_a_reason(self):
        packed = lambda *texts: b"".join(map(gzip.compress, texts))  # noqa: E731
        with patch.object(load, "MOST_BYTES", 100), patch.object(load, "MOST_PARTS", 10):
            for name, content, is_text in (
                ("a.gz", packed(b"x" * 100), True),
                ("a.gz", packed(b"x" * 50, b"x" * 50), True),
                ("a.gz", packed(b"x" * 101), False),
                ("a.gz", packed(b"x" * 50, b"x" * 51), False),
                ("a.gz", packed(b"x" * 100_000), False),
                ("a.log", b"x" * 100, True),
                ("a.log", b"x" * 101, False),
                ("a.gz", packed(b"{" * 5 + b"\n" * 5), True),
                ("a.gz", packed(b"{" * 6 + b"\n" * 5), False),
            ):
                _, text, reason = load.text_of((name, bytearray(content)))
                self.assertEqual((text is not None, reason is None), (is_text, is_text), (name, content))
                self.assertTrue(is_text or "its text has more than 100 bytes" in reason)


class CommandTest(unittest.TestCase):
    """The steps of the command, without Spark."""

    def test_a_table_that_cannot_be_loaded_is_maintained_and_the_others_are_loaded(self):
        steps = []

        class Lake:
            def __init__(self, *_):
                self.spec = {"snapshotDays": 5}

            def load(self, table, _):
                steps.append(f"load {table['name']}")
                if table["name"] == "a":
                    raise RuntimeError("no access")
                return {"objects": 1, "lagSeconds": 2, "quarantined": 3}

            def maintain(self, table, *_):
                steps.append(f"maintain {table['name']}")

        spec = {"tables": [{"name": "a"}, {"name": "b"}], "snapshotDays": 5}
        encoded = base64.b64encode(json.dumps(spec).encode()).decode()
        hour = datetime.now(timezone.utc).hour
        with patch.object(load, "session"), patch.object(load, "Lake", Lake), patch("builtins.print") as printed:
            status = load.main(["--database", "lake.a", "--maintain-hour", str(hour), "--tables", encoded])
        self.assertEqual(status, 1)
        self.assertEqual(steps, ["load a", "maintain a", "load b", "maintain b"])
        lines = [json.loads(one.args[0]) for one in printed.call_args_list]
        self.assertEqual(lines, [{"table": "a", "error": "no access"}, {"table": "b", "objects": 1, "lagSeconds": 2}])

    def test_the_description_is_joined_from_its_parts(self):
        spec = {"tables": [{"name": "cloudtrail", "path": "${account}/${day}"}], "lateDays": 3}
        encoded = base64.b64encode(json.dumps(spec).encode()).decode()
        options = load.options_of(["--database", "lake.a", "--tables", encoded[:7], encoded[7:]])
        self.assertEqual(load.spec_of(options.tables), spec)

    def test_an_invalid_description_fails(self):
        with self.assertRaises(ValueError):
            load.spec_of(["e30=", "!"])

    def test_the_pinned_program_runs(self):
        content = Path(load.__file__).read_bytes()
        self.assertIsNone(load.other_program(hashlib.sha256(content).hexdigest()))
        self.assertIsNone(load.other_program(None))

    def test_another_program_fails_before_it_starts_spark(self):
        wrong = "0" * 64
        self.assertIn(f"expected {wrong}", load.other_program(wrong))
        with patch.object(load, "session", side_effect=AssertionError), patch("builtins.print") as printed:
            self.assertEqual(load.main(["--database", "lake.a", "--sha256", wrong, "--tables", "e30="]), 1)
        self.assertIn("error", json.loads(printed.call_args.args[0]))


def log_file(events: list) -> bytes:
    return gzip.compress(json.dumps({"Records": events}, separators=(",", ":")).encode())


if __name__ == "__main__":
    unittest.main()
