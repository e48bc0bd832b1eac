import { parse, problemsOf, withoutHint } from "../configuration";

const lake = (changes: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(changes).map(([name, value]) => [`trail.lake.${name}`, value]));

describe("trail.lake", () => {
  test("trail.lake is disabled by default, and then needs no other setting", () => {
    expect(parse().trail.lake.enabled).toBe(false);
    expect(problemsOf(lake({ enabled: false, existingCustomer: false }))).toEqual([]);
  });

  test("trail.lake may be enabled by existing customers", () => {
    expect(parse(lake({ enabled: true, existingCustomer: true })).trail.lake.enabled).toBe(true);
  });

  test.each([{ enabled: true }, { enabled: true, existingCustomer: false }])(
    "fails with %j, and explains why",
    (change) => {
      expect(problemsOf(lake(change))).toEqual([
        expect.stringContaining(
          "trail.lake.existingCustomer: CloudTrail Lake accepts no new customers since 2026-05-31; set this setting to true if this organization already used it, or else set trail.lake.enabled to false",
        ),
      ]);
    },
  );

  test.each(["EXTENDABLE_RETENTION_PRICING", "FIXED_RETENTION_PRICING"])(
    "accepts the billing mode %s",
    (billingMode) => {
      expect(parse(lake({ billingMode })).trail.lake.billingMode).toBe(billingMode);
    },
  );

  test.each(["EXTENDABLE", "fixed_retention_pricing", null])("fails with the billing mode %j", (billingMode) => {
    expect(problemsOf(lake({ billingMode })).map(withoutHint)).toEqual([
      `trail.lake.billingMode: expected one of EXTENDABLE_RETENTION_PRICING, FIXED_RETENTION_PRICING; got ${JSON.stringify(billingMode)}`,
    ]);
  });

  test.each([
    ["EXTENDABLE_RETENTION_PRICING", [7, 8, 2557, 2558, 3652, 3653]],
    ["FIXED_RETENTION_PRICING", [7, 8, 2556, 2557]],
  ])("trail.lake with billing mode %s, keeps events for %j days", (billingMode, days) => {
    for (const retentionDays of days) {
      expect(parse(lake({ billingMode, retentionDays })).trail.lake.retentionDays).toBe(retentionDays);
    }
  });

  test.each([
    ["EXTENDABLE_RETENTION_PRICING", 6, "expected 7 days or more, the minimum retention of an event data store"],
    [
      "EXTENDABLE_RETENTION_PRICING",
      3654,
      "expected 3,653 days or fewer, the maximum retention of an event data store",
    ],
    ["EXTENDABLE_RETENTION_PRICING", 7.5, "expected a whole number of days"],
    [
      "FIXED_RETENTION_PRICING",
      2558,
      "FIXED_RETENTION_PRICING keeps events for at most 2557 days; use fewer days, or billingMode: EXTENDABLE_RETENTION_PRICING",
    ],
  ])("trail.lake with billing mode %s, fails with %d days", (billingMode, retentionDays, message) => {
    expect(problemsOf(lake({ billingMode, retentionDays }))).toEqual([
      `trail.lake.retentionDays: ${message}; got ${retentionDays}`,
    ]);
  });
});
