import { detections } from "../../detections/catalog";
import { parseFilterPattern, printFilterPattern } from "../../detections/filter-pattern/filter-pattern";
import { matches } from "../../detections/filter-pattern/filter-predicate";
import { checkFilterPatternLimits } from "../../detections/filter-pattern/limits";
import { ordinaryDay } from "../support/ordinary-day";
import { examples } from "./examples/all";

/** How each framework's controls are written. */
const frameworks = [
  /^CIS [1-7]\.\d( to [1-7]\.\d| and [1-7]\.\d)?: [\d.]+( and [\d.]+)?$/,
  /^Security Hub CloudWatch\.\d+$/,
  /^NIST 800-53 [A-Z]{2}-\d+(\(\d+\))?$/,
  /^PCI DSS 4 \d+(\.\d+){1,3}$/,
  /^SOC 2 CC\d\.\d$/,
  /^ATT&CK T\d{4}(\.\d{3})?$/,
];

test("no two detections have the same id", () => {
  const ids = detections.map(({ id }) => id);

  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
});

test("all of them are within the limits of one log group", () => {
  expect(checkFilterPatternLimits(detections.map(({ pattern }) => pattern))).toEqual([]);
});

describe.each(detections)("$id", ({ id, title, why, severity, track, controls, pattern, threshold, periodSeconds }) => {
  test("says what happened and why it matters, in one line each", () => {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(title).toMatch(/^[A-Z][^\n.]*[^\s.]$/);
    expect(why).toMatch(/^[A-Z][^\n]*\.$/);
  });

  test("names controls as their frameworks do", () => {
    expect(controls.filter((control) => !frameworks.some((form) => form.test(control)))).toEqual([]);
    expect(controls.length).toBeGreaterThan(0);
    expect(new Set(controls).size).toBe(controls.length);
  });

  test("has a pattern that means the same when it is printed", () => {
    const parsed = parseFilterPattern(pattern);

    expect(parseFilterPattern(printFilterPattern(parsed))).toEqual(parsed);
  });

  test("has a threshold and a period that CloudWatch accepts", () => {
    expect(threshold ?? 1).toBeGreaterThanOrEqual(1);
    expect((periodSeconds ?? 300) % 60).toBe(0);
    if (severity === "watch") expect({ threshold, periodSeconds }).toEqual({});
  });

  test("keeps compliance to AWS's and CIS's texts", () => {
    expect(controls.some((control) => control.startsWith("CIS "))).toBe(track === "compliance");
  });

  test("has three events or more that it fires on, and three near misses", () => {
    const { fires = [], quiet = [] } = examples[id] ?? {};

    expect(fires.length).toBeGreaterThanOrEqual(3);
    expect(quiet.length).toBeGreaterThanOrEqual(3);
    const parsed = parseFilterPattern(pattern);
    expect(fires.filter((event) => !matches(parsed, event))).toEqual([]);
    expect(quiet.filter((event) => matches(parsed, event))).toEqual([]);
  });
});

test("none but the exact text of refused calls matches anything on an ordinary day", () => {
  const matching = detections.filter(({ pattern }) => {
    const parsed = parseFilterPattern(pattern);
    return ordinaryDay.some((event) => matches(parsed, event));
  });

  expect(matching.map(({ id }) => id)).toEqual(["unauthorized-api-calls"]);
});
