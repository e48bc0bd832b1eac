import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import { cloudTrailTable } from "../../tables/cloudtrail";
import { type LocalSpark, sparkArguments, sparkEnvironment } from "../../local-aws/lakehouse/spark";
import { checkResult, run } from "../../shared/child-process";
import { killGroup } from "../../shared/program-tree";
import { repository } from "../../local-aws/folders";
import { lakeSchema } from "./lake-engine";
import type { LakeFiles } from "./lake-files";

/** Processor seconds of the job, and of Spark that only converts the same files. */
export interface LoadTimes {
  readonly job: number;
  readonly plain: number;
}

export interface Load {
  readonly spark: LocalSpark;
  readonly files: LakeFiles;
  readonly folder: string;

  /** Folder of the tables of the job. */
  readonly warehouse: string;

  /** The description of the tables, as JSON. */
  readonly description: string;

  /** How often the job is killed and started again. After the first kill, and after each run that ends, a log file is written again. */
  readonly kills: number;
}

/** Longest expected time of the job, as a multiple of the time of the conversion */
const jobLength = 3;

/** Loads the files with the job, and converts them with Spark, in separate processes. */
export async function timeLoads({ spark, files, folder, warehouse, description, kills }: Load): Promise<LoadTimes> {
  const table = cloudTrailTable({ location: "", accountIds: [], regions: [], firstDay: files.days[0] });
  const fields = (table.fields ?? table.columns).map(({ name, type }) => `${name}:${type}`).join(",");
  const plain = [
    join(repository, "dev/bench/plain-parquet.py"),
    files.archive,
    `struct<${fields}>`,
    join(folder, "plain"),
  ];
  const tables = Buffer.from(description).toString("base64");
  const job = [join(repository, "lakehouse/load.py"), "--database", `lake.${lakeSchema}`, "--tables", tables];
  const began = performance.now();
  const seconds = await secondsOf(spark, warehouse, plain);
  const longest = (jobLength * (performance.now() - began)) / 1_000;
  const start = (limit: number) => killedAfter(limit, spark, argumentsOf(spark, warehouse, job));
  await killOften(kills, longest, start, (number) => rewrite(files.archive, number));
  return { plain: seconds, job: await secondsOf(spark, warehouse, job) };
}

/**
 * Kills the job this often while it works, at moments that are spread evenly over the time of a run. A run that ends before its moment
 * does not count. Then the next run has to load a log file that was written again, and needs at most as much time.
 *
 * @param longest expected seconds of the first run
 * @param start runs the job for at most some seconds. Returns the seconds if the run ended by itself
 * @param changeOne writes one log file again
 */
async function killOften(
  kills: number,
  longest: number,
  start: (limit: number) => Promise<number | undefined>,
  changeOne: (number: number) => void,
): Promise<void> {
  let [ofRun, changed] = [longest, 0];
  for (let kill = 0; kill < kills;) {
    const ended = await start(((kill + 1) / (kills + 1)) * ofRun);
    if (ended === undefined) kill++;
    else ofRun = Math.min(ofRun, ended);
    if (ended !== undefined || kill === 1) changeOne(changed++);
  }
}

/**
 * Starts a program of PySpark, and kills it if it still runs after some seconds.
 *
 * @returns the seconds of a program that ended before
 * @throws when the program failed before
 */
async function killedAfter(limit: number, spark: LocalSpark, args: readonly string[]): Promise<number | undefined> {
  const began = performance.now();
  const child = spawn(join(spark.programs, "spark-submit"), args, {
    detached: true,
    stdio: "ignore",
    env: sparkEnvironment(spark),
  });
  const ended = once(child, "close");
  await Promise.race([ended, sleep(limit * 1_000)]);
  const isKilled = child.pid !== undefined && child.exitCode === null;
  if (isKilled) killGroup(child.pid, "SIGKILL");
  await ended;
  if (!isKilled && child.exitCode !== 0)
    throw new Error(
      `the job ended with exit code ${child.exitCode} before it was killed; run the bench without --kills`,
    );
  return isKilled ? undefined : (performance.now() - began) / 1_000;
}

/** Writes a log file again, with the same events. */
function rewrite(archive: string, number: number): void {
  const logs = readdirSync(archive, { recursive: true, encoding: "utf8" }).filter((name) =>
    /_\d+\.json\.gz$/.test(name),
  );
  const file = join(archive, logs[number % logs.length] ?? "");
  writeFileSync(file, gzipSync(gunzipSync(readFileSync(file)), { level: 1 }));
}

/** Processor seconds of a program of PySpark. Other work on the machine changes them only a little. */
async function secondsOf(spark: LocalSpark, warehouse: string, program: readonly string[]): Promise<number> {
  const args = [join(spark.programs, "spark-submit"), ...argumentsOf(spark, warehouse, program)];
  const result = await run("bash", ["-c", 'TIMEFORMAT="processor %U %S"; time "$@"', "bash", ...args], {
    env: sparkEnvironment(spark),
  });
  const printed = checkResult("spark-submit", result);
  const [, user = "0", system = "0"] = /^processor ([\d.]+) ([\d.]+)$/m.exec(printed) ?? [];
  return Number(user) + Number(system);
}

function argumentsOf(spark: LocalSpark, warehouse: string, program: readonly string[]): string[] {
  const settings = {
    "spark.driver.memory": "4g",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.files.ignoreCorruptFiles": program[0]?.endsWith("plain-parquet.py") ? "true" : "false",
    "spark.sql.extensions": "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions",
    "spark.sql.catalog.lake": "org.apache.iceberg.spark.SparkCatalog",
    "spark.sql.catalog.lake.type": "hadoop",
    "spark.sql.catalog.lake.warehouse": `file://${warehouse}`,
  };
  return [...sparkArguments(spark, settings), ...program];
}
