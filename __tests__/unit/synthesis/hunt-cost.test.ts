import { huntCost } from "../../../synthesis/hunt-cost";
import { configOf } from "../../support/organization";

const costOf = (hunts: Readonly<Record<string, boolean | number>>) =>
  huntCost(configOf("config/example.yaml", { hunts }));

test("the estimated cost of hunts is the cost of the scan limit", () => {
  expect(costOf({ enabled: true })).toBe(
    "hunts: a run reads at most 1,000 GB of each source (hunts.scanLimitGigabytes), which costs $5; 30 runs cost $150",
  );
  expect(costOf({ enabled: true, scanLimitGigabytes: 20 })).toContain(
    "reads at most 20 GB of each source (hunts.scanLimitGigabytes), which costs $0.10; 30 runs cost $3",
  );
});

test("nothing is printed without hunts", () => {
  expect(costOf({ enabled: false })).toBeUndefined();
});
