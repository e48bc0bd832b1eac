import { detectionsOf } from "../../../../config/derived/detections-of";
import { isKnown } from "../../../../cli/drill/calls";
import { drillPlan } from "../../../../cli/drill/drill-plan";
import { drillNamesOf, newDrillName } from "../../../../cli/drill/drill-names";
import { drillNames } from "../../../support/drill-events";
import { organization } from "../../../support/organization";

const { config } = organization();
const plan = drillPlan(detectionsOf(config), drillNames);

test("every detection is in the plan, or has a reason why it is not drilled", () => {
  const drilled = plan.calls.flatMap(({ detections }) => detections.map(({ id }) => id));
  const all = [...drilled, ...plan.undrilled.map(({ id }) => id)];

  expect(all.toSorted()).toEqual(
    detectionsOf(config)
      .map(({ id }) => id)
      .toSorted(),
  );
  expect(plan.undrilled.filter(({ reason }) => !/\w{3,}/.test(reason))).toEqual([]);
});

test("a detection of your own is not drilled", () => {
  const own = {
    id: "own",
    title: "",
    why: "",
    severity: "page",
    track: "pager",
    controls: [],
    pattern: '{ $.eventName = "X" }',
  } as const;

  expect(drillPlan([own], drillNames)).toEqual({
    calls: [],
    undrilled: [{ id: "own", reason: expect.stringContaining("not in the catalog") }],
  });
});

test.each(plan.calls.map((call) => [`${call.service} ${call.operation}`, call] as const))(
  "the AWS SDK has the command %s",
  async (_name, call) => {
    expect(await isKnown(call)).toBe(true);
    expect(await isKnown({ ...call, operation: "DrillNothing" })).toBe(false);
    for (const { undo } of [call]) {
      if (undo !== undefined) expect(await isKnown({ ...call, operation: undo.operation })).toBe(true);
    }
  },
);

test("two drills have different names, which are valid for queues, roles and buckets", () => {
  const names = Array.from({ length: 100 }, () => newDrillName(new Date("2026-01-15T12:00:00Z")));

  expect(new Set(names).size).toBe(100);
  expect(names.filter((name) => !/^trailkeeper-drill-20260115t120000z-[0-9a-f]{6}$/.test(name))).toEqual([]);
  expect(Math.max(...names.map(({ length }) => length))).toBeLessThan(64);
});

test("the drill uses ARNs of the calling account, and names of the organization's own resources", () => {
  const { accountId, hex, nobody, topicArn, trailLogGroupName } = drillNamesOf(config, config.accounts.logArchive, "x");

  expect(accountId).toBe(config.accounts.logArchive);
  expect(hex).toMatch(/^[0-9a-f]{17}$/);
  expect(nobody).toMatch(/^0{12}$/);
  expect([topicArn, trailLogGroupName]).toEqual([drillNames.topicArn, drillNames.trailLogGroupName]);
});
