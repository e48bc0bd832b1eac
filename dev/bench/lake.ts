import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cloudTrailTable } from "../../tables/cloudtrail";
import { lakeTables } from "../../tables/lake/lake-table";
import { installSpark, type LocalSpark } from "../../local-aws/lakehouse/spark";
import { findTools } from "../../local-aws/requirements";
import type { Trino } from "../../local-aws/trino/trino";
import { type BenchRow, verdict } from "./bench-row";
import { LakeEngine, lakeSchema } from "./lake-engine";
import { type LakeFiles, writeLakeFiles } from "./lake-files";
import { type Measured, measureQueries, type Side } from "./lake-queries";
import { type LoadTimes, timeLoads } from "./lake-load";

/**
 * Promises of the project. The median query reads this many times fewer bytes from the Iceberg table than from the JSON. The job takes
 * at most this many times the processor time of Spark that only converts the log files.
 */
const leastRatio = 20;
const longestLoad = 1.5;

/** Share of the log files that the job and Spark load in a first run, to measure the time that does not depend on their number. */
const fewShare = 0.1;

/** Times for all log files, and for the first run with few log files. There is no first run when the job is killed. */
interface Loads {
  readonly all: LoadTimes;
  readonly few: LoadTimes | undefined;
}

/** Time of the job for the additional log files of the second run, as a multiple of the time of Spark that only converts them. */
const growthOf = ({ all, few }: Loads): number | undefined =>
  few === undefined ? undefined : (all.job - few.job) / (all.plain - few.plain);

/**
 * Loads generated log files with the job of the lakehouse, and with Spark that only converts them. Runs the same saved queries on the
 * JSON and on the table of the job, in turns, with the same engine.
 */
export async function benchLake({
  megabytes,
  rounds,
  kills,
}: Readonly<Record<"megabytes" | "rounds" | "kills", number>>): Promise<BenchRow> {
  const folder = mkdtempSync(join(tmpdir(), "trailkeeper-bench-"));
  const engine = new LakeEngine(folder);
  try {
    const { python, maven } = findTools(["python", "maven"]);
    const spark: LocalSpark = await installSpark(python, maven);
    const few = kills > 0 ? undefined : await loadFiles(spark, join(folder, "few"), megabytes * 1e6 * fewShare, 0);
    const { files, warehouse, times } = await loadFiles(spark, join(folder, "all"), megabytes * 1e6, kills);
    const loads = { all: times, few: few?.times };
    console.error(`loaded: job ${times.job} processor seconds, Spark that only converts ${times.plain}`);
    await engine.start();
    await engine.createJson(files);
    await engine.registerLake(warehouse);
    await checkEvents(engine.trino, files);
    const measured = await measureQueries(engine.trino, files, rounds);
    return rowOf(files, loads, measured, kills);
  } finally {
    await engine.trino.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes log files of this total size to a folder, and loads them. */
async function loadFiles(spark: LocalSpark, folder: string, bytes: number, kills: number) {
  const files = writeLakeFiles(folder, bytes, new Date());
  const warehouse = join(folder, "warehouse");
  mkdirSync(warehouse);
  const times = await timeLoads({ spark, files, folder, warehouse, description: descriptionOf(files), kills });
  return { files, warehouse, times };
}

/** The description of the CloudTrail table for the job, with a folder as the location. */
function descriptionOf({ archive, accounts, regions, days }: LakeFiles): string {
  const location = `file:${archive}`;
  const table = cloudTrailTable({ location, accountIds: accounts, regions, firstDay: days[0].replaceAll("/", "-") });
  const tables = lakeTables([table], { expireDays: () => undefined, firstDay: days[0].replaceAll("/", "-") });
  return JSON.stringify({ lateDays: 3, snapshotDays: 5, batchBytes: 2 ** 33, taskBytes: 2 ** 26, tables });
}

/** @throws when the table does not contain each event exactly once */
async function checkEvents(trino: Trino, { events }: LakeFiles): Promise<void> {
  const { rows } = await trino.query("SELECT count(*), count(DISTINCT eventid) FROM cloudtrail", lakeSchema);
  const [count, different] = rows[0] ?? [];
  if (Number(count) !== events || Number(different) !== events)
    throw new Error(
      `the table of the job has ${String(count)} rows with ${String(different)} different event ids, expected ${events} of both`,
    );
}

const ratioOf = ({ json, lake }: Measured): number => json.bytes / Math.max(1, lake.bytes);

function rowOf(files: LakeFiles, loads: Loads, measured: readonly Measured[], kills: number): BenchRow {
  const ratio = median(measured.map(ratioOf));
  const isFaster = measured.every(({ json, lake }) => lake.seconds < json.seconds);
  const load = loads.all.job / loads.all.plain;
  const growth = growthOf(loads);
  // A killed job has loaded some of the files before its last run, so the time of the last run is not comparable
  const within = ratio >= leastRatio && isFaster && (kills > 0 || load <= longestLoad);
  const side = ({ seconds, bytes }: Side) =>
    `${(bytes / 1e6).toFixed(2).padStart(10)} MB ${seconds.toFixed(2).padStart(7)} s`;
  const { files: count, bytes, stored, events, broken } = files;
  const rows = measured.map(({ name, json, lake }) => ({ name, json: plainOf(json), lake: plainOf(lake) }));
  return {
    measured: {
      files: count,
      bytes,
      stored,
      events,
      broken,
      kills,
      loads,
      load,
      growth,
      ratio,
      isFaster,
      queries: rows,
      within,
    },
    text: [
      `lakehouse with ${count} log files, ${gigabytes(bytes)} of JSON, ${gigabytes(stored)} stored, ${events} events, ${broken} broken files`,
      `${"query".padEnd(36)}${"JSON".padStart(12)}${"columns".padStart(24)}`,
      ...measured.map(
        (one) =>
          `${one.name.padEnd(36)}${side(one.json)}${side(one.lake)}   ${ratioOf(one).toFixed(0)} times fewer bytes`,
      ),
      `${ratio.toFixed(0)} times fewer bytes in the median; ${isFaster ? "" : "not "}every query is faster`,
      ...(kills > 0
        ? [`the job was killed ${kills} times, and the table has each event once; time of the last run:`]
        : []),
      `job ${loads.all.job.toFixed(1)} processor seconds, Spark that only converts ${loads.all.plain.toFixed(1)}: ${load.toFixed(2)} times, start included`,
      ...(loads.few === undefined || growth === undefined
        ? []
        : [
            `with a tenth of the log files, ${loads.few.job.toFixed(1)} and ${loads.few.plain.toFixed(1)}: ${growth.toFixed(2)} times for the other log files`,
          ]),
      verdict(
        within,
        `${leastRatio} times fewer bytes, every query faster${kills > 0 ? "" : `, job at most ${longestLoad} times the processor time`}`,
      ),
    ],
    within,
  };
}

const plainOf = ({ seconds, bytes }: Side) => ({ seconds, bytes });
const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(2)} GB`;
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
