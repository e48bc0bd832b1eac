import { alarmTopicTampering } from "../../../../detections/catalog/alarm-topic-tampering";
import { archiveGuardRemoved, archiveSettingsChanged } from "../../../../detections/catalog/archive-tampering";
import { detections } from "../../../../detections/catalog/all";
import { parseFilterPattern, printFilterPattern } from "../../../../aws-semantics/filter-pattern/filter-pattern";
import { matches } from "../../../../aws-semantics/filter-pattern/filter-predicate";
import { checkFilterPatternLimits } from "../../../../aws-semantics/filter-pattern/limits";
import { trailBlinded } from "../../../../detections/catalog/trail-blinded";
import { deployedDetections, deployedPattern } from "../../../support/deployed-detections";
import { needlessConditions } from "../../../support/mutants";
import { ordinaryDay } from "../../../support/ordinary-day";
import { account, arn } from "../../../../sample-data/values";
import { examples } from "../../../../sample-data/detection-examples/all";

/** The format of the controls of each framework. */
const frameworks = [
  /^CIS [1-7]\.\d( to [1-7]\.\d| and [1-7]\.\d)?: [\d.]+( and [\d.]+)?$/,
  /^Security Hub CloudWatch\.\d+$/,
  /^NIST 800-53 [A-Z]{2}-\d+(\(\d+\))?$/,
  /^PCI DSS 4 \d+(\.\d+){1,3}$/,
  /^SOC 2 CC\d\.\d$/,
  /^ATT&CK T\d{4}(\.\d{3})?$/,
];

/** Metric filters of a log group that the catalog must leave free. */
const leftToOthers = 5;

/** Conditions that the examples do not need, but AWS may need, because AWS does not document the behaviour. */
const deliberate: Readonly<Record<string, readonly string[]>> = {
  // Without a code, the evaluator returns false for `!=`. If AWS returned true, every change of a trail would page
  "trail-tampering-refused": ['$.errorCode = "*" could always hold'],
};

const parsedById = new Map(detections.map(({ id }) => [id, parseFilterPattern(deployedPattern(id))]));
const fires = (id: string, event: object) => matches(parsedById.get(id) ?? parseFilterPattern(""), event);

/** Detections that notify people of a single event. */
const telling = detections.filter(
  ({ track, severity, threshold = 1 }) => track === "pager" && severity !== "watch" && threshold === 1,
);

test("no two detections have the same id", () => {
  const ids = detections.map(({ id }) => id);

  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
});

test("all detections are within the limits of one log group, with room for more", () => {
  expect(checkFilterPatternLimits(detections.map(({ pattern }) => pattern))).toEqual([]);
  expect(detections.length).toBeLessThanOrEqual(100 - leftToOthers);
});

test("each detection is deployed with the pattern of the catalog, or with the names of the configuration", () => {
  expect([...deployedDetections.keys()]).toEqual([
    ...detections.map(({ id }) => id),
    "alerting-tampered",
    "unusual-region",
  ]);
  const archive = {
    filter: [["acme-*", `*-${account(2)}`], [`aws-waf-logs-acme-${account(2)}`], ["acme-access-logs-*"]],
    rule: [],
  };
  const topics = [arn("sns", "eu-west-1", account(1), "acme-audit-*")];
  const named = [
    trailBlinded({ trail: "*acme-organization-trail", bucket: `acme-trail-archive-${account(2)}` }),
    archiveGuardRemoved(archive),
    archiveSettingsChanged(archive, ["acme-audit", "acme-responders", "acme-checks"]),
    alarmTopicTampering({ topics, subscriptions: topics, prefix: "acme" }),
  ];
  const patterns = new Map([...detections, ...named].map(({ id, pattern }) => [id, pattern]));
  expect(detections.map(({ id }) => deployedPattern(id))).toEqual(detections.map(({ id }) => patterns.get(id)));
});

describe.each(detections)("$id", ({ id, title, why, severity, track, controls, threshold, periodSeconds }) => {
  const pattern = deployedPattern(id);
  const { fires: firing = [], quiet = [] } = examples[id] ?? {};

  test("has a title and a reason, each in one line", () => {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(title).toMatch(/^[A-Z][^\n.]*[^\s.]$/);
    expect(why).toMatch(/^[A-Z][^\n]*\.$/);
  });

  test("has controls in the format of their frameworks", () => {
    expect(controls.filter((control) => !frameworks.some((form) => form.test(control)))).toEqual([]);
    expect(controls.length).toBeGreaterThan(0);
    expect(new Set(controls).size).toBe(controls.length);
  });

  test("has a pattern with the same meaning after it is printed and parsed", () => {
    const parsed = parseFilterPattern(pattern);

    expect(parseFilterPattern(printFilterPattern(parsed))).toEqual(parsed);
  });

  test("has a threshold and a period that CloudWatch accepts", () => {
    expect(threshold ?? 1).toBeGreaterThanOrEqual(1);
    expect((periodSeconds ?? 300) % 60).toBe(0);
    if (severity === "watch") expect({ threshold, periodSeconds }).toEqual({});
  });

  test(`${id} is unchanged if it is for compliance, and does not page then`, () => {
    expect(controls.some((control) => control.startsWith("CIS "))).toBe(track === "compliance");
    if (track === "compliance") expect(severity).toBe("notify");
  });

  test("Every detection matches at least three example events, and does not match at least three near misses.", () => {
    expect(firing.length).toBeGreaterThanOrEqual(3);
    expect(quiet.length).toBeGreaterThanOrEqual(3);
    expect(firing.filter((event) => !fires(id, event))).toEqual([]);
    expect(quiet.filter((event) => fires(id, event))).toEqual([]);
  });

  // The framework defines the patterns for compliance, so they must not be shortened
  if (track === "pager") {
    test("has no condition that the examples do not need", () => {
      expect(needlessConditions(pattern, firing, quiet)).toEqual(deliberate[id] ?? []);
    });
  }
});

test("No two detections page for one call.", () => {
  const paging = telling.filter(({ severity }) => severity === "page");
  const twice = paging.flatMap(({ id }) =>
    (examples[id]?.fires ?? []).flatMap((event) => {
      const ids = paging.filter((other) => fires(other.id, event)).map((other) => other.id);
      return ids.length > 1 ? [`${event.eventName}: ${ids.join(", ")}`] : [];
    }),
  );

  expect(twice).toEqual([]);
});

test("no detection that notifies matches only a subset of the events of another detection", () => {
  const contained = telling.flatMap(({ id }) =>
    telling
      .filter((other) => other.id !== id && examples[id]?.fires.every((event) => fires(other.id, event)))
      .map((other) => `${id} in ${other.id}`),
  );

  expect(contained).toEqual([]);
});

test("only the CIS pattern for refused calls matches events of an ordinary day", () => {
  const matching = detections.filter(({ id }) => ordinaryDay.some((event) => fires(id, event)));

  expect(matching.map(({ id }) => id)).toEqual(["unauthorized-api-calls"]);
});
