import { isDeepStrictEqual } from "node:util";
import { alarmTopicTampering, anyAlarm } from "../../../detections/catalog/alarm-topic-tampering";
import {
  anyArchive,
  anyWorkgroups,
  archiveGuardRemoved,
  archiveSettingsChanged,
} from "../../../detections/catalog/archive-tampering";
import { callVolumeUnusual } from "../../../detections/catalog/call-volume-unusual";
import { detections } from "../../../detections/catalog/all";
import {
  type DetectionSettings,
  type DetectionSource,
  type Override,
  deployedDetections,
  excludeEvents,
} from "../../../detections/deployed";
import { parseFilterPattern } from "../../../aws-semantics/filter-pattern/filter-pattern";
import { matches } from "../../../aws-semantics/filter-pattern/filter-predicate";
import { anyTrail } from "../../../detections/catalog/trail-blinded";
import { unusualRegion } from "../../../detections/catalog/unusual-region";
import { alertingTampered } from "../../../detections/catalog/alerting-tampered";

const usualRegions = { inUse: ["eu-west-1", "us-east-1"], unused: ["eu-north-1", "me-south-1"] };

const names = { trail: anyTrail, archive: anyArchive, workgroups: anyWorkgroups, alarms: anyAlarm };

/** A configuration in which the caller's own credentials deploy the management account. */
const source = (settings: Partial<DetectionSettings> = {}): DetectionSource => ({
  prefix: "acme",
  trail: {},
  access: { roleName: "OrganizationAccountAccessRole" },
  usualRegions,
  names,
  detections: { overrides: {}, own: [], ...settings },
});
const cloudTrailCall = { eventSource: "cloudtrail.amazonaws.com" };
const wholeTrail = {
  isOrganizationTrail: true,
  isMultiRegionTrail: true,
  logFileValidationEnabled: true,
  cloudWatchLogsLogGroupArn: "any",
};
const deployed = (settings: Partial<DetectionSettings> = {}) => deployedDetections(source(settings));
const alerting = alertingTampered({ prefix: "acme", deployRoleNames: [] });
const regions = unusualRegion(usualRegions);

const id = "refused-calls-burst";
const original = detections.find((detection) => detection.id === id);

const overridden = (override: Partial<Override>) => {
  const [changed, ...others] = deployed({ overrides: { [id]: { exclusions: [], ...override } } }).filter(
    (detection) =>
      ![alerting.id, regions.id].includes(detection.id) &&
      !detections.some((unchanged) => isDeepStrictEqual(unchanged, detection)),
  );
  expect(others).toEqual([]);
  return changed;
};

describe("deployed detections", () => {
  test("deployed detections are the detections of the catalog if there are no overrides", () => {
    expect(deployed()).toEqual([...detections, alerting, regions]);
  });

  test("deployed detections contain all but the disabled detections", () => {
    const overrides = { [id]: { off: "Nobody is on call.", exclusions: [] } };

    expect(deployed({ overrides })).toEqual([
      ...detections.filter((detection) => detection.id !== id),
      alerting,
      regions,
    ]);
  });

  test.each([
    [{ severity: "watch" }],
    [{ severity: "page" }],
    [{ threshold: 7 }],
    [{ periodSeconds: 60 }],
    [{ severity: "page", threshold: 7, periodSeconds: 60 }],
  ] as const)("apply the override %j, and keep the rest of the detection", (override) => {
    expect(overridden(override)).toEqual({ ...original, ...override });
  });

  test("deployed detections contain your own detections at the end, in the pager track", () => {
    const own = { id: "own", title: "T", why: "W.", severity: "page", controls: [], pattern: "{ $.a = 1 }" } as const;

    expect(deployed({ own: [own] })).toEqual([...detections, alerting, regions, { ...own, track: "pager" }]);
  });

  test("omit unusual-region if every region of the partition is in use", () => {
    const everywhere = { inUse: ["cn-north-1", "cn-northwest-1"], unused: [] };

    expect(deployedDetections({ ...source(), usualRegions: everywhere })).toEqual([...detections, alerting]);
  });

  test("deployed detections contain the detection of Insights if the trail records Insights, and apply its override", () => {
    const insights = (overrides: DetectionSettings["overrides"] = {}) =>
      deployedDetections({ ...source({ overrides }), trail: { insights: ["ApiCallRateInsight"] } }).slice(
        detections.length,
      );

    expect(insights()).toEqual([alerting, regions, callVolumeUnusual]);
    expect(insights({ [callVolumeUnusual.id]: { off: "An experiment.", exclusions: [] } })).toEqual([
      alerting,
      regions,
    ]);
    expect(deployedDetections({ ...source(), trail: { insights: [] } })).not.toContain(callVolumeUnusual);
  });

  test("apply an override to unusual-region", () => {
    const changed = (override: object) =>
      deployed({ overrides: { "unusual-region": { exclusions: [], ...override } } }).slice(detections.length);

    expect(changed({ off: "An experiment." })).toEqual([alerting]);
    expect(changed({ severity: "page" })).toEqual([alerting, { ...regions, severity: "page" }]);
  });

  test.each([
    [
      "an administrator's role deploys the members",
      { roleName: "OrganizationAccountAccessRole", managementRoleName: "d" },
    ],
    ["the role that deploys the management account is unknown", { roleName: "deploy" }],
  ])("exclude no caller from alerting-tampered if %s", (_, access) => {
    expect(deployedDetections({ ...source(), access })).toEqual([...detections, alerting, regions]);
  });

  test("page for alerting-tampered if each role is used only to deploy", () => {
    const access = { roleName: "deploy", managementRoleName: "deploy" };

    expect(deployedDetections({ ...source(), access }).at(-2)).toEqual(
      alertingTampered({ prefix: "acme", deployRoleNames: ["deploy"] }),
    );
  });

  test("compare the name of the trail, and the full name of its archive", () => {
    const own = { trail: "*central", bucket: "acme-trail-archive-1" };
    const noticing = (eventName: string, fields: object, trail = own) =>
      deployedDetections({ ...source(), names: { ...names, trail } })
        .filter(({ pattern }) => matches(parseFilterPattern(pattern), { ...cloudTrailCall, eventName, ...fields }))
        .map((detection) => detection.id);
    const selectors = (trailName: string) => ({ requestParameters: { trailName, advancedEventSelectors: [] } });
    const moved = (s3BucketName: string) => ({ responseElements: { ...wholeTrail, s3BucketName } });

    expect(noticing("PutEventSelectors", selectors("central"))).toContain("trail-blinded");
    expect(noticing("PutEventSelectors", selectors("another"))).not.toContain("trail-blinded");
    expect(noticing("UpdateTrail", moved("acme-trail-archive-1"))).not.toContain("trail-blinded");
    expect(noticing("UpdateTrail", moved("mine-trail-archive-1"))).toContain("trail-blinded");
    expect(noticing("UpdateTrail", moved("mine-trail-archive-1"), anyTrail)).not.toContain("trail-blinded");
  });

  test("compare the names of the archive, the topics and the alarms", () => {
    const archive = { filter: [["acme-*", "*-1"]], rule: ["acme-trail-archive-1"] };
    const workgroups = ["acme-audit"];
    const alarms = { topics: ["acme-topic"], subscriptions: ["acme-topic:*"], prefix: "acme" };
    const byName = [
      archiveGuardRemoved(archive),
      archiveSettingsChanged(archive, workgroups),
      alarmTopicTampering(alarms),
    ];
    const ids = byName.map((detection) => detection.id);
    const all = deployedDetections({ ...source(), names: { ...names, archive, workgroups, alarms } });

    expect(all.filter((detection) => ids.includes(detection.id))).toEqual(byName);
    expect(all.map((detection) => detection.id)).toEqual(deployed().map((detection) => detection.id));
  });

  test("exclude the same events in the metric filter and in the EventBridge rule", () => {
    const exclusions = [{ selector: "$.userIdentity.arn", value: "*/ci" }];
    const [changed, ...others] = deployed({ overrides: { "archive-guard-removed": { exclusions } } }).filter(
      ({ rulePattern, pattern }) => rulePattern?.includes("*/ci") || pattern.includes("*/ci"),
    );
    const { pattern, rulePattern = "" } = archiveGuardRemoved(anyArchive);

    expect(changed?.pattern).toBe(excludeEvents(pattern, exclusions));
    expect(changed?.rulePattern).toBe(excludeEvents(rulePattern, exclusions));
    expect(others).toEqual([]);
  });

  test("deployed detections can all be disabled", () => {
    const off = { off: "An experiment.", exclusions: [] };

    expect(deployed({ overrides: Object.fromEntries(detections.map((detection) => [detection.id, off])) })).toEqual([
      alerting,
      regions,
    ]);
  });
});

describe("a pattern with exclusions", () => {
  const by = (arn: string) => ({ eventName: "StopLogging", userIdentity: { arn } });
  const isNoticed = (
    exclusions: Parameters<typeof excludeEvents>[1],
    event: object,
    pattern = "{ $.eventName = Stop* }",
  ) => matches(parseFilterPattern(excludeEvents(pattern, exclusions)), event);
  const arn = "$.userIdentity.arn";

  test("a pattern with exclusions is unchanged if there are no exclusions", () => {
    expect(excludeEvents("{$.a=1}", [])).toBe("{$.a=1}");
  });

  test.each([
    ["an event with the excluded value", "ci", "ci", false],
    ["an event with another value", "ci", "cij", true],
    ["an event with a value that ends with the excluded value", "*/ci", "role/ci", false],
    ["an event with a value that begins with the excluded value", "role/*", "role/ci", false],
    ["an event with a value that contains the excluded value", "*ole/c*", "role/ci", false],
    ["an event with a value that does not contain it", "*/ci", "role/ana", true],
    ["an event with a quotation mark", 'a"b', 'a"b', false],
    ["an event with a backslash", "a\\b", "a\\b", false],
    ["an event with a parenthesis and an operator", ") || (", ") || (", false],
  ])("excludes or matches %s as expected", (_, value, actual, noticed) => {
    expect(isNoticed([{ selector: arn, value }], by(actual))).toBe(noticed);
  });

  test.each([{ eventName: "StopLogging" }, { eventName: "StopLogging", userIdentity: null }])(
    "matches the event %j, which lacks the excluded field",
    (event) => {
      expect(isNoticed([{ selector: arn, value: "*/ci" }], event)).toBe(true);
    },
  );

  test("excludes an event if one of several values is equal", () => {
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

  test("applies the exclusion to every alternative of the pattern", () => {
    const pattern = "{ $.eventName = Stop* || $.eventName = Delete* }";
    const exclusions = [{ selector: arn, value: "ci" }];

    expect(isNoticed(exclusions, by("ci"), pattern)).toBe(false);
    expect(isNoticed(exclusions, { ...by("ci"), eventName: "DeleteTrail" }, pattern)).toBe(false);
    expect(isNoticed(exclusions, { ...by("ana"), eventName: "DeleteTrail" }, pattern)).toBe(true);
    expect(isNoticed(exclusions, { ...by("ana"), eventName: "Describe" }, pattern)).toBe(false);
  });
});
