import { detections } from "../../detections/catalog";
import {
  type DetectionSettings,
  type DetectionSource,
  type Override,
  deployedDetections,
  excluding,
} from "../../detections/deployed";
import { parseFilterPattern } from "../../detections/filter-pattern/filter-pattern";
import { matches } from "../../detections/filter-pattern/filter-predicate";
import { unusualRegion } from "../../detections/unusual-region";
import { watchersTampered } from "../../detections/watchers-tampered";

/** A configuration whose management account is deployed with the caller's own credentials. */
const source = (settings: Partial<DetectionSettings> = {}): DetectionSource => ({
  prefix: "acme",
  trail: {},
  access: { roleName: "OrganizationAccountAccessRole" },
  detections: { expectedRegions: [], overrides: {}, own: [], ...settings },
});
const deployed = (settings: Partial<DetectionSettings> = {}) => deployedDetections(source(settings));
const watchers = watchersTampered({ prefix: "acme", deployRoleNames: [] });

const id = "refused-calls-burst";
const original = detections.find((detection) => detection.id === id);

const overridden = (override: Partial<Override>) => {
  const [changed, ...others] = deployed({ overrides: { [id]: { exclusions: [], ...override } } }).filter(
    (detection) => !detections.includes(detection) && detection.id !== watchers.id,
  );
  expect(others).toEqual([]);
  return changed;
};

describe("deployed detections", () => {
  test("are the catalog, where nothing is changed", () => {
    expect(deployed()).toEqual([...detections, watchers]);
  });

  test("leave out what is switched off, and nothing else", () => {
    const overrides = { [id]: { off: "Nobody is on call.", exclusions: [] } };

    expect(deployed({ overrides })).toEqual([...detections.filter((detection) => detection.id !== id), watchers]);
  });

  test.each([
    [{ severity: "watch" }],
    [{ severity: "page" }],
    [{ threshold: 7 }],
    [{ periodSeconds: 60 }],
    [{ severity: "page", threshold: 7, periodSeconds: 60 }],
  ] as const)("take over %j, and keep the rest of the detection", (override) => {
    expect(overridden(override)).toEqual({ ...original, ...override });
  });

  test("have the organization's own at the end, on the pager's track", () => {
    const own = { id: "own", title: "T", why: "W.", severity: "page", controls: [], pattern: "{ $.a = 1 }" } as const;

    expect(deployed({ own: [own] })).toEqual([...detections, watchers, { ...own, track: "pager" }]);
  });

  test("tell of unusual regions once the usual ones are known", () => {
    expect(deployed({ expectedRegions: ["eu-west-1"] })).toEqual([
      ...detections,
      watchers,
      unusualRegion(["eu-west-1"]),
    ]);
  });

  test.each([
    [
      "an administrator's role deploys the members",
      { roleName: "OrganizationAccountAccessRole", managementRoleName: "d" },
    ],
    ["nobody knows who deploys the management account", { roleName: "deploy" }],
  ])("leave nobody out of what watches the watchers where %s", (_, access) => {
    expect(deployedDetections({ ...source(), access })).toEqual([...detections, watchers]);
  });

  test("page of the watchers where roles deploy that do nothing else", () => {
    const access = { roleName: "deploy", managementRoleName: "deploy" };

    expect(deployedDetections({ ...source(), access }).at(-1)).toEqual(
      watchersTampered({ prefix: "acme", deployRoleNames: ["deploy"] }),
    );
  });

  test("know the trail by its own name", () => {
    const narrowed = (trailName: string) => ({
      eventSource: "cloudtrail.amazonaws.com",
      eventName: "PutEventSelectors",
      requestParameters: { trailName, advancedEventSelectors: [] },
    });
    const noticing = (trail: { name?: string }, trailName: string) =>
      deployedDetections({ ...source(), trail })
        .filter(({ pattern }) => matches(parseFilterPattern(pattern), narrowed(trailName)))
        .map((detection) => detection.id);

    expect(noticing({}, "acme-organization-trail")).toContain("trail-blinded");
    expect(noticing({ name: "central" }, "central")).toContain("trail-blinded");
    expect(noticing({ name: "central" }, "another")).not.toContain("trail-blinded");
    expect(noticing({}, "central")).not.toContain("trail-blinded");
  });

  test("can switch every one of them off", () => {
    const off = { off: "An experiment.", exclusions: [] };

    expect(deployed({ overrides: Object.fromEntries(detections.map((detection) => [detection.id, off])) })).toEqual([
      watchers,
    ]);
  });
});

describe("a pattern with exclusions", () => {
  const by = (arn: string) => ({ eventName: "StopLogging", userIdentity: { arn } });
  const isNoticed = (exclusions: Parameters<typeof excluding>[1], event: object, pattern = "{ $.eventName = Stop* }") =>
    matches(parseFilterPattern(excluding(pattern, exclusions)), event);
  const arn = "$.userIdentity.arn";

  test("is the same text without any", () => {
    expect(excluding("{$.a=1}", [])).toBe("{$.a=1}");
  });

  test.each([
    ["the value itself", "ci", "ci", false],
    ["another value", "ci", "cij", true],
    ["a value that ends so", "*/ci", "role/ci", false],
    ["a value that begins so", "role/*", "role/ci", false],
    ["a value that holds it", "*ole/c*", "role/ci", false],
    ["a value that does not", "*/ci", "role/ana", true],
    ["a quotation mark", 'a"b', 'a"b', false],
    ["a backslash", "a\\b", "a\\b", false],
    ["a parenthesis and an operator", ") || (", ") || (", false],
  ])("meets %s", (_, value, actual, noticed) => {
    expect(isNoticed([{ selector: arn, value }], by(actual))).toBe(noticed);
  });

  test.each([{ eventName: "StopLogging" }, { eventName: "StopLogging", userIdentity: null }])(
    "still notices %j, which lacks the field",
    (event) => {
      expect(isNoticed([{ selector: arn, value: "*/ci" }], event)).toBe(true);
    },
  );

  test("leaves out an event for which any of several holds", () => {
    const exclusions = [
      { selector: arn, value: "ci" },
      { selector: arn, value: "scanner" },
      { selector: "$.awsRegion", value: "eu-west-1" },
    ];

    expect(isNoticed(exclusions, by("ci"))).toBe(false);
    expect(isNoticed(exclusions, by("scanner"))).toBe(false);
    expect(isNoticed(exclusions, { ...by("ana"), awsRegion: "eu-west-1" })).toBe(false);
    expect(isNoticed(exclusions, { ...by("ana"), awsRegion: "us-east-1" })).toBe(true);
    expect(isNoticed(exclusions, by("ana"))).toBe(true);
  });

  test("lets no alternative of the pattern past", () => {
    const pattern = "{ $.eventName = Stop* || $.eventName = Delete* }";
    const exclusions = [{ selector: arn, value: "ci" }];

    expect(isNoticed(exclusions, by("ci"), pattern)).toBe(false);
    expect(isNoticed(exclusions, { ...by("ci"), eventName: "DeleteTrail" }, pattern)).toBe(false);
    expect(isNoticed(exclusions, { ...by("ana"), eventName: "DeleteTrail" }, pattern)).toBe(true);
    expect(isNoticed(exclusions, { ...by("ana"), eventName: "Describe" }, pattern)).toBe(false);
  });
});
