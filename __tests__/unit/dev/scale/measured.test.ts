import { deploymentHours, measured } from "../../../../dev/scale/measured";

test("the extrapolation returns the measured deployment for its own size", () => {
  const { roots, seconds, cores } = measured.deployment;

  expect(deploymentHours(roots, cores) * 3_600).toBeCloseTo(seconds);
});

test("twice the number of roots takes twice the time, and twice the number of cores half the time", () => {
  expect(deploymentHours(200, 2)).toBeCloseTo(2 * deploymentHours(100, 2));
  expect(deploymentHours(100, 4)).toBeCloseTo(deploymentHours(100, 2) / 2);
});
