/**
 * Times that were measured once, on a machine with two cores that other programs also used. No test repeats these measurements.
 * `npm run bench` measures the synthesis and the deployment on your machine.
 */
export const measured = {
  day: "2026-11-23",

  /** Seconds and peak memory in megabytes of `npm run synth`, with every log source and four regions. */
  synthesis: [
    { accounts: 10, seconds: 4.9, megabytes: 213 },
    { accounts: 1_000, seconds: 5.4, megabytes: 231 },
    { accounts: 10_000, seconds: 19.6, megabytes: 355 },
  ],

  /**
   * Seconds to deploy 20 roots of members with `trailkeeper deploy` on an otherwise idle machine (decision 0050). Deploying them one
   * after the other took nearly as long, so the processor is the limit. The local AWS answers faster than AWS.
   */
  deployment: { roots: 20, seconds: 112, cores: 2 },
} as const;

/** Extrapolated hours to deploy roots, if each root needs as much processor time as a measured root. */
export function deploymentHours(roots: number, cores: number): number {
  const { deployment } = measured;
  const secondsOfRoot = (deployment.seconds / deployment.roots) * deployment.cores;
  return (roots * secondsOfRoot) / cores / 3_600;
}
