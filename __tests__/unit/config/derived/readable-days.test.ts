import { readableDays } from "../../../../config/derived/readable-days";
import { parse } from "../configuration";

describe("readableDays", () => {
  test("readableDays is undefined by default, because Athena can read every log", () => {
    expect(readableDays(parse(), "trail")).toBeUndefined();
  });

  test.each([
    ["Glacier", { glacierDays: 200 }, 200],
    ["Deep Archive", { deepArchiveDays: 400 }, 400],
    ["the earlier of Glacier and Deep Archive", { glacierDays: 500, deepArchiveDays: 700 }, 500],
    ["the classical preset", { preset: "classical" }, 90],
    ["the classical preset with other days", { preset: "classical", glacierDays: 120 }, 120],
    ["the classical preset without Glacier", { preset: "classical", glacierDays: null }, 365],
    [
      "the classical preset without Glacier and Deep Archive",
      { preset: "classical", glacierDays: null, deepArchiveDays: null },
      undefined,
    ],
    ["storage classes that Athena reads", { infrequentAccessDays: 30, glacierInstantRetrievalDays: 60 }, undefined],
  ])("readableDays is computed from the lifecycle with %s", (_, lifecycle, days) => {
    expect(readableDays(parse({ "archive.lifecycle": lifecycle }), "trail")).toBe(days);
  });

  test("readableDays is computed from the retention of the class of logs, not of other classes", () => {
    const config = parse({
      "archive.lifecycle": { preset: "classical" },
      "archive.retention": { flowLogs: { glacierDays: 120 }, dnsQueryLogs: { preset: "queryable" } },
    });

    expect(readableDays(config, "flowLogs")).toBe(120);
    expect(readableDays(config, "dnsQueryLogs")).toBeUndefined();
    expect(readableDays(config, "sessions")).toBe(90);
    expect(readableDays(config, "accessLogs")).toBeUndefined();
  });
});
