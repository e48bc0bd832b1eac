import { deploymentHours, measured } from "../../../../tools/scale/measured";

test("the measured deployment is extrapolated to itself", () => {
  const { roots, seconds, cores } = measured.deployment;

  expect(deploymentHours(roots, cores) * 3_600).toBeCloseTo(seconds);
});

test("twice the roots take twice as long, and twice the cores half", () => {
  expect(deploymentHours(200, 2)).toBeCloseTo(2 * deploymentHours(100, 2));
  expect(deploymentHours(100, 4)).toBeCloseTo(deploymentHours(100, 2) / 2);
});
