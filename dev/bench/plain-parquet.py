"""Reads log files with Spark, and only writes their records as Parquet. The bench compares the job of the lakehouse with this program.

usage: plain-parquet.py <folder of the log files> <schema of a record> <folder to write>
"""

import sys

from pyspark.sql import SparkSession, functions as F

archive, schema, target = sys.argv[1:]
spark = SparkSession.builder.getOrCreate()
files = spark.read.option("recursiveFileLookup", "true").option("multiLine", "true")
records = files.schema(f"Records array<{schema}>").json(archive).select(F.explode("Records").alias("record"))
records.select("record.*").write.option("compression", "zstd").parquet(target)
