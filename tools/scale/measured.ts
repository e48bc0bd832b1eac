/**
 * Times that were measured once, on a machine with two cores that other programs used too. They need a clock, so no test
 * repeats them: `npm run bench` measures the synthesis and the deployment on your machine.
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
   * Seconds of 20 roots of members with `trailkeeper deploy` on a quiet machine (decision 0050): one after the other they took
   * nearly as long, so the processor is the limit. The local AWS answers faster than AWS.
   */
  deployment: { roots: 20, seconds: 112, cores: 2 },
} as const;

/** Hours to deploy so many roots, extrapolated: each needs as much of the processor as the measured ones. */
export function deploymentHours(roots: number, cores: number): number {
  const { deployment } = measured;
  const secondsOfRoot = (deployment.seconds / deployment.roots) * deployment.cores;
  return (roots * secondsOfRoot) / cores / 3_600;
}
