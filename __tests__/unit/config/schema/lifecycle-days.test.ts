import { lifecyclePresets, resolvedLifecycle, transitionSteps } from "../../../../config/schema/lifecycle-days";
import { parse, problemsOf } from "../configuration";

const stepsOf = (lifecycle: object) => {
  const resolved = parse({ "archive.lock.mode": "none", "archive.lifecycle": lifecycle }).archive.lifecycle;
  return transitionSteps.map(({ name }) => resolved[name]);
};

describe("a lifecycle preset", () => {
  test.each([
    ["queryable", [90, 365, null, null]],
    ["classical", [30, null, 90, 365]],
  ])("%s has these days", (preset, days) => {
    expect(stepsOf({ preset })).toEqual(days);
  });

  test.each(Object.keys(lifecyclePresets))(
    "%s is accepted with any expiry, and with each of its steps configured",
    (preset) => {
      for (let days = 1; days < 800; days += 7) {
        const set = (lifecycle: object) =>
          problemsOf({ "archive.lock.mode": "none", "archive.lifecycle": { preset, ...lifecycle } });

        expect(set({ expireDays: days })).toEqual([]);
        expect(set({ deepArchiveDays: days })).toEqual([]);
        expect(set({ infrequentAccessDays: days + 30 })).toEqual([]);
      }
    },
  );
});

describe("the configured days", () => {
  test("replace the days of the preset, also with null", () => {
    expect(stepsOf({ infrequentAccessDays: 40, glacierInstantRetrievalDays: null })).toEqual([40, null, null, null]);
    expect(stepsOf({ preset: "classical", deepArchiveDays: null })).toEqual([30, null, 90, null]);
  });

  test.each([
    ["a Glacier step less than 90 days later", { glacierDays: 454 }, [90, null, 454, null]],
    ["no Glacier step, 90 days later", { glacierDays: 455 }, [90, 365, 455, null]],
    ["an expiry less than 90 days later", { expireDays: 454 }, [90, null, null, null]],
    ["no expiry, 90 days later", { expireDays: 455 }, [90, 365, null, null]],
    ["a Standard-IA step less than 30 days before", { infrequentAccessDays: 336 }, [336, null, null, null]],
    ["no Standard-IA step, 30 days before", { infrequentAccessDays: 335 }, [335, 365, null, null]],
  ])("remove Glacier Instant Retrieval of the preset for %s", (_, lifecycle, days) => {
    expect(stepsOf(lifecycle)).toEqual(days);
  });

  test("stay the same when the lifecycle is resolved a second time", () => {
    const once = resolvedLifecycle({ preset: "classical", expireDays: 400, glacierDays: 120 });

    expect(resolvedLifecycle(once)).toEqual(once);
  });
});
