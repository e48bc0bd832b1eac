import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { LakeTable } from "../../tables/lake/lake-table";

/** The program of the job. Its key contains its hash, so a run uses the program of its own release, even if another is uploaded. */
export interface JobProgram {
  /** Path of the file in this repository and in the npm package. */
  readonly file: string;

  /** Key in the bucket of the lakehouse. */
  readonly key: string;

  /** SHA-256, in hexadecimal digits. */
  readonly sha256: string;
}

/** Key prefix of the tables in the bucket of the lakehouse. */
export const tablePrefix = "tables";

/** Limits of a run. */
export interface JobBounds {
  /** Days before the newest loaded day in which a run looks for late logs. */
  readonly lateDays: number;

  /** Days after which unused snapshots and files are deleted. */
  readonly snapshotDays: number;

  /** URIs of objects, and of folders with a slash at their end, that are not loaded. */
  readonly quarantined: readonly string[];
}

/** Maximum number of compressed bytes of one commit, and of one task. */
const batchBytes = 8 * 2 ** 30;
const taskBytes = 64 * 2 ** 20;

/** The program, a PySpark script. */
export function jobProgram(): JobProgram {
  const sha256 = createHash("sha256")
    .update(readFileSync(join(__dirname, "../../lakehouse/load.py")))
    .digest("hex");
  return { file: "lakehouse/load.py", key: `job/load-${sha256}.py`, sha256 };
}

/** The description of the tables. The job reads every name, path and column from it. */
export const jobDescription = (
  tables: readonly LakeTable[],
  { lateDays, snapshotDays, quarantined }: JobBounds,
): string => JSON.stringify({ lateDays, snapshotDays, batchBytes, taskBytes, quarantined, tables });

/** Maximum length of an argument of a run in all documented versions of EMR Serverless, in characters. */
const longestArgument = 10_280;

export interface JobRun {
  readonly program: JobProgram;
  readonly description: string;

  /** Catalog and database of the tables. */
  readonly database: string;

  /** Hour (UTC) of the run that also maintains the tables. */
  readonly maintainHour: number;
}

/**
 * Arguments of a run. They contain the description in several parts. The description is not in a bucket, because someone could
 * change it there. It is encoded as base64, so that no service between the schedule and the program changes a character.
 */
export function jobArguments({ program, description, database, maintainHour }: JobRun): string[] {
  const encoded = Buffer.from(description).toString("base64");
  const parts = encoded.match(new RegExp(`.{1,${longestArgument}}`, "g")) ?? [];
  const bounds = ["--database", database, "--maintain-hour", String(maintainHour)];
  return ["--sha256", program.sha256, ...bounds, "--tables", ...parts];
}
