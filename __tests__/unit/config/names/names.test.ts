import { type NameSource, archiveBucketNames, logLocations, bucketArn, namesFor } from "../../../../config/names/names";
import { accountsOf } from "../../../../config/derived/accounts";
import { archivePrefixes } from "../../../../log-sources/archive-prefixes";
import { cloudTrailLocation } from "../../../../config/names/management-trail";
import { type PartitionName, partitions } from "../../../../config/partitions";
import { account, arn } from "../../../../sample-data/values";
import { arnOf, members, parse } from "../configuration";

const partitionNames = Object.keys(partitions) as PartitionName[];

/** Values from which names are composed. All are valid unless changed. */
const source = (changes: Partial<NameSource> = {}): NameSource => ({
  prefix: "acme",
  partition: "aws",
  homeRegion: "eu-west-1",
  organizationId: "o-a1b2c3d4e5",
  accounts: { management: account(1), logArchive: account(2), members: [], outside: [] },
  trail: {},
  ...changes,
});

const longest = `a${"-b".repeat(10)}`;
const textsOf = (value: unknown): string[] =>
  typeof value === "string" ? [value] : Object.values(value as object).flatMap(textsOf);

describe("a name", () => {
  const names = namesFor(source({ prefix: longest }));
  const topics = [names.topicName("page"), names.topicName("notify"), names.trailDeliveryTopicName];
  const buckets = Object.values(names.buckets);

  test("a name is tested with the longest valid prefix", () => {
    expect(parse({ prefix: longest }).prefix).toHaveLength(21);
    expect(() => parse({ prefix: `${longest}b` })).toThrow("prefix");
  });

  test.each<[string, string[], RegExp]>([
    ["a bucket", buckets, /^[a-z0-9](?!.*\.\.)[a-z0-9.-]{1,61}[a-z0-9]$/],
    ["a role", [names.trailLogRoleName, names.configRoleName, names.crawlerRoleName], /^[\w+=,.@-]{1,64}$/],
    ["an EventBridge rule and its role", [names.urgentEventForwarderName], /^[\w.-]{1,60}$/],
    ["an event bus", [names.urgentEventBusName], /^(?!aws\.|default$)[\w./-]{1,256}$/],
    ["a queue", [names.deadLetterQueueName], /^[\w-]{1,80}$/],
    ["a key alias", [names.archiveKeyAlias, names.monitoringKeyAlias], /^(?=.{1,256}$)alias\/(?!aws\/)[\w/-]+$/],
    ["a topic", topics, /^[\w-]{1,256}$/],
    ["a trail", [names.trailName], /^(?=.{3,128}$)[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$/],
    ["a log group", [names.trailLogGroupName], /^(?!aws\/)[\w./#-]{1,512}$/],
    ["a Glue database", [names.databaseName], /^[a-z0-9_]{1,255}$/],
    ["a workgroup", [names.workgroupName, names.responderWorkgroupName], /^[\w.-]{1,128}$/],
    ["an alarm", [names.scanAlarmName(names.responderWorkgroupName)], /^[\w-]{1,255}$/],
    ["a crawler", [names.crawlerName], /^[\w-]{1,255}$/],
  ])("a name of %s is accepted by AWS, also with the longest prefix", (_, found, accepted) => {
    expect(found).not.toHaveLength(0);
    for (const name of found) expect(name).toMatch(accepted);
  });

  test("begins with the prefix if this project creates the resource", () => {
    const { prefixes: _, topicName: __, scanAlarmName: ___, ...own } = namesFor(source());
    const resources = textsOf(own).concat(topics.map((topic) => topic.replace(longest, "acme")));

    for (const name of resources) expect(name.split(/[:/]/).at(-1)).toMatch(/^(aws-waf-logs-)?acme[-_]/);
    // AWS WAF delivers only to buckets whose names begin with aws-waf-logs-
    expect(resources.filter((name) => name.includes("aws-waf-logs-"))).toEqual([own.buckets.webAclLogs]);
  });

  test("a name is unique among buckets, roles, topics and aliases", () => {
    for (const kind of [buckets, topics, [names.trailLogRoleName, names.configRoleName, names.crawlerRoleName]]) {
      expect(new Set(kind).size).toBe(kind.length);
    }
    expect(names.archiveKeyAlias).not.toBe(names.monitoringKeyAlias);
  });

  test("a name of the trail is configurable, and the log group keeps its default name", () => {
    const chosen = namesFor(source({ trail: { name: "chosen" } }));

    expect(chosen.trailName).toBe("chosen");
    expect(chosen.trailArn).toBe(arn("cloudtrail", "eu-west-1", account(1), "trail/chosen"));
    expect(chosen.trailLogGroupName).toBe(namesFor(source()).trailLogGroupName);
    expect(namesFor(source()).trailName).toBe("acme-organization-trail");
  });

  test("a name of a topic contains its severity", () => {
    expect(names.topicName("page")).toMatch(/page$/);
    expect(names.topicName("notify")).toMatch(/notify$/);
  });
});

describe("an ARN", () => {
  test.each(partitionNames)("has the partition %s of the configuration", (partition) => {
    const homeRegion = partitions[partition].defaultRegions[0];
    const config = parse({
      partition,
      homeRegion,
      "accounts.members": members(2),
      "access.managementRoleName": "Role",
      "access.planRoleName": "PlanRole",
    });
    const found = [namesFor(config), accountsOf(config), bucketArn(partition, "b")].flatMap(textsOf);
    const arns = found.filter((text) => text.startsWith("arn:"));

    expect(arns.length).toBeGreaterThanOrEqual(8);
    for (const text of arns) expect(text.split(":")[1]).toBe(partition);
    for (const text of found.filter((other) => !arns.includes(other))) expect(text).not.toContain("arn:");
  });

  test.each(partitionNames)("contains the account and the region of the resource, in partition %s", (partition) => {
    const homeRegion = partitions[partition].defaultRegions[1];
    const names = namesFor(source({ partition, homeRegion }));

    expect(names.trailArn).toBe(arnOf(partition, "cloudtrail", homeRegion, account(1), `trail/${names.trailName}`));
    expect(names.trailLogGroupArn).toBe(
      arnOf(partition, "logs", homeRegion, account(1), `log-group:${names.trailLogGroupName}`),
    );
    expect(names.archiveKeyAliasArn).toBe(arnOf(partition, "kms", homeRegion, account(2), names.archiveKeyAlias));
  });

  test.each(partitionNames)("an ARN of a bucket in partition %s has neither region nor account", (partition) => {
    expect(bucketArn(partition, "acme-logs")).toBe(arnOf(partition, "s3", "", "", "acme-logs"));
  });
});

describe("the buckets", () => {
  test("the buckets are named for the log-archive account", () => {
    expect(namesFor(source()).buckets).toEqual(archiveBucketNames("acme", account(2)));
    for (const name of textsOf(archiveBucketNames("acme", account(2))))
      expect(name).toMatch(new RegExp(`-${account(2)}$`));
  });

  test("the buckets have other names with another prefix or account", () => {
    // Prefixes that consist of words of the names, so that two names could become equal
    const words = ["trail", "config", "service", "access", "query", "archive", "logs", "results", "a", "a-b", "acme"];
    const prefixes = [...words, ...words.flatMap((first) => words.map((second) => `${first}-${second}`))];
    const possible = new Set(prefixes.filter((prefix) => prefix.length >= 2 && prefix.length <= 21));
    const accounts = [account(1), account(2), account(1).replace(/1$/, "2")];

    const names = [...possible].flatMap((prefix) => accounts.flatMap((id) => textsOf(archiveBucketNames(prefix, id))));
    expect(names.length).toBeGreaterThan(1500);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe("the key prefixes of the archive", () => {
  test("the key prefixes of the archive are distinct: none is the beginning of another, and none begins or ends with a slash", () => {
    const prefixes = Object.values(archivePrefixes);

    for (const prefix of prefixes) {
      expect(prefix).toMatch(/^[a-z0-9-]+$/);
      expect(prefixes.filter((other) => `${other}/`.startsWith(prefix))).toEqual([prefix]);
    }
  });

  test("the key prefixes of the archive are the same in every configuration", () => {
    expect(namesFor(source({ prefix: "other" })).prefixes).toEqual(archivePrefixes);
  });
});

test("the location of each kind of log is below its prefix in its archive", () => {
  const locations = logLocations({ config: "c", serviceLogs: "s", accessLogs: "a" });

  expect(locations).toMatchObject({
    awsConfig: "s3://c/config-logs",
    flowLogs: "s3://s/flow-logs",
    sessions: "s3://s/ssm-logs",
    accessLogs: "s3://a/s3-access-logs",
    loadBalancerLogs: "s3://a/elb-logs",
  });
  expect(new Set(Object.values(locations)).size).toBe(Object.keys(locations).length);
});

describe("urgent events", () => {
  test("urgent events are sent to a bus and a queue of the management account, in the home region", () => {
    expect(namesFor(source())).toMatchObject({
      urgentEventBusArn: arn("events", "eu-west-1", account(1), "event-bus/acme-urgent-events"),
      deadLetterQueueArn: arn("sqs", "eu-west-1", account(1), "acme-urgent-events-undelivered"),
    });
  });
});

describe("cloudTrailLocation", () => {
  test("cloudTrailLocation is the archive of this project's own trail by default, below the organization", () => {
    expect(cloudTrailLocation(parse())).toBe(
      `s3://${archiveBucketNames("acme", account(2)).trail}/${archivePrefixes.trail}/AWSLogs/o-a1b2c3d4e5`,
    );
  });

  test("cloudTrailLocation is the configured location of another trail", () => {
    const location = "s3://logs/o-a1b2c3d4e5/AWSLogs/o-a1b2c3d4e5";

    expect(cloudTrailLocation(parse({ "query.cloudTrailLocation": location }))).toBe(location);
  });
});
