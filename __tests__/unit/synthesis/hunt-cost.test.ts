import { huntCost } from "../../../synthesis/hunt-cost";
import { configOf } from "../../support/organization";

const costOf = (hunts: Readonly<Record<string, boolean | number>>) =>
  huntCost(configOf("config/example.yaml", { hunts }));

test("the estimated cost of hunts is that of the scan limit", () => {
  expect(costOf({ enabled: true })).toBe(
    "hunts: a run reads 1,000 GB of each source at most (hunts.scanLimitGigabytes), which costs $5, and 30 runs $150",
  );
  expect(costOf({ enabled: true, scanLimitGigabytes: 20 })).toContain(
    "reads 20 GB of each source at most (hunts.scanLimitGigabytes), which costs $0.10, and 30 runs $3",
  );
});

test("without hunts nothing is printed", () => {
  expect(costOf({ enabled: false })).toBeUndefined();
});
