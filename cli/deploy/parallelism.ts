import { availableParallelism, freemem } from "node:os";

/** Bytes of memory for each root. Terraform and the AWS provider 5.100.0 use 733 MB to plan the log archive. */
const memoryOfARoot = 800 * 1024 * 1024;

/** Roots for each core. A run of Terraform waits for AWS most of the time. */
const rootsOfACore = 4;

/** Maximum number of roots at the same time. With more roots, IAM and AWS Organizations throttle the management account. */
const mostRoots = 16;

/** The number of roots to deploy at the same time on this machine. */
export function defaultParallelism(memory = freemem(), cores = availableParallelism()): number {
  return Math.max(1, Math.min(mostRoots, cores * rootsOfACore, Math.floor((memory * 0.8) / memoryOfARoot)));
}
