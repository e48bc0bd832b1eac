import { availableParallelism, freemem } from "node:os";

/** Memory of a root in bytes: Terraform and the AWS provider 5.100.0 take 733 MB when they plan the log archive. */
const memoryOfARoot = 800 * 1024 * 1024;

/** Roots at once for each core: a run waits for AWS most of the time. */
const rootsOfACore = 4;

/** Maximum number of roots at once. With more, IAM and AWS Organizations of the management account throttle. */
const mostRoots = 16;

/** How many roots to deploy at once on this machine. */
export function defaultParallelism(memory = freemem(), cores = availableParallelism()): number {
  return Math.max(1, Math.min(mostRoots, cores * rootsOfACore, Math.floor((memory * 0.8) / memoryOfARoot)));
}
