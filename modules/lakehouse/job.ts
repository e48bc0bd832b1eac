import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { LakeTable } from "../../tables/lake/lake-table";

/** The program of the job. Its key has its hash, so a run has the program of its own release, whatever is uploaded meanwhile. */
export interface JobProgram {
  /** File in this repository, and in the package. */
  readonly file: string;

  /** Key in the bucket of the lakehouse. */
  readonly key: string;

  /** SHA-256, in hexadecimal digits. */
  readonly sha256: string;
}

/** Key prefix of the tables in the bucket of the lakehouse. */
export const tablePrefix = "tables";

/** Amounts that bound a run. */
export interface JobBounds {
  /** Days before the newest loaded day in which a run looks for late logs. */
  readonly lateDays: number;

  /** Days after which snapshots and files that no table needs are removed. */
  readonly snapshotDays: number;
}

/** Compressed bytes that one commit publishes at most, and those that one task writes. */
const batchBytes = 8 * 2 ** 30;
const taskBytes = 64 * 2 ** 20;

/** The program, PySpark. */
export function jobProgram(): JobProgram {
  const sha256 = createHash("sha256")
    .update(readFileSync(join(__dirname, "../../lakehouse/load.py")))
    .digest("hex");
  return { file: "lakehouse/load.py", key: `job/load-${sha256}.py`, sha256 };
}

/** The description of the tables, from which the job has every name, path and column. */
export const jobDescription = (tables: readonly LakeTable[], { lateDays, snapshotDays }: JobBounds): string =>
  JSON.stringify({ lateDays, snapshotDays, batchBytes, taskBytes, tables });

/** Longest argument of a run that every documented version of EMR Serverless accepts, in characters. */
const longestArgument = 10_280;

export interface JobRun {
  readonly program: JobProgram;
  readonly description: string;

  /** Catalog and database of the tables. */
  readonly database: string;

  /** Hour in UTC whose run also maintains the tables. */
  readonly maintainHour: number;
}

/**
 * Arguments of a run. The description is among them, in parts, and not in a bucket where somebody could change it. It is base64, so
 * that nothing between a schedule and the program changes a character.
 */
export function jobArguments({ program, description, database, maintainHour }: JobRun): string[] {
  const encoded = Buffer.from(description).toString("base64");
  const parts = encoded.match(new RegExp(`.{1,${longestArgument}}`, "g")) ?? [];
  const bounds = ["--database", database, "--maintain-hour", String(maintainHour)];
  return ["--sha256", program.sha256, ...bounds, "--tables", ...parts];
}
