import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { LakeTable } from "./lake-table";

/** A file that the job needs in S3. Its key has its hash, so a run reads one version of it, whatever is deployed meanwhile. */
export interface JobFile {
  readonly key: string;
  readonly content: string;
}

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

/** The program of the job, PySpark. */
export const jobProgram = (): JobFile => hashed("load", "py", readFileSync(join(__dirname, "load.py"), "utf8"));

/** The description of the tables, from which the job has every name, path and column. */
export const jobDescription = (tables: readonly LakeTable[], { lateDays, snapshotDays }: JobBounds): JobFile =>
  hashed("tables", "json", JSON.stringify({ lateDays, snapshotDays, batchBytes, taskBytes, tables }));

function hashed(name: string, ending: string, content: string): JobFile {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 16);
  return { key: `job/${name}-${hash}.${ending}`, content };
}
