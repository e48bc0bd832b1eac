import { readdirSync } from "node:fs";
import { z } from "zod";
import { loadConfig } from "../../../config/load";
import { type PartitionName, partitions } from "../../../config/partitions";
import type { AuditConfig } from "../../../config/audit-config";
import { auditConfigSchema } from "../../../config/audit-config-schema";
import { account } from "../../../sample-data/values";
import {
  configuration,
  everyControlTowerSetting,
  everyExistingSetting,
  everyDelegatedSetting,
  everySetting,
  members,
  parse,
  pathsOf,
  problemsIn,
  problemsOf,
  settingAt,
  yamlOf,
  withoutHint,
} from "./configuration";

describe("the smallest configuration", () => {
  const whole: AuditConfig = {
    version: 1,
    prefix: "acme",
    mode: "whole",
    controlTower: {},
    existing: { trailBucketSettings: ["publicAccessBlock", "ownership"], trailKeyPrefix: "" },
    partition: "aws",
    homeRegion: "eu-west-1",
    regions: ["eu-west-1"],
    recordedRegions: ["eu-west-1"],
    organizationId: "o-a1b2c3d4e5",
    accounts: { management: account(1), logArchive: account(2), members: [], outside: [] },
    overrides: [],
    access: { roleName: "OrganizationAccountAccessRole" },
    backend: { type: "local" },
    providerVersion: "~> 5.100.0",
    tags: {},
    archive: {
      lock: { mode: "governance", days: 365, bypassRoleArns: [], holdRoleArns: [] },
      lifecycle: {
        preset: "queryable",
        infrequentAccessDays: 90,
        glacierInstantRetrievalDays: 365,
        glacierDays: null,
        deepArchiveDays: null,
        expireDays: 2557,
        abortIncompleteUploadDays: 7,
      },
      retention: {},
      serviceLogs: { lock: false },
      configArchive: { lockedCopy: { enabled: false } },
      accessLogs: { expireDays: 90 },
      overwriteCheck: { enabled: true },
      kmsKeyAdministratorRoleArns: [],
      readerRoleArns: [],
      preventDestroy: true,
    },
    trail: {
      excludeKmsEvents: false,
      excludeRdsDataApiEvents: false,
      dataEvents: [],
      insights: [],
      logGroupRetentionDays: 365,
      notifyDeliveries: false,
      lake: {
        enabled: false,
        existingCustomer: false,
        billingMode: "EXTENDABLE_RETENTION_PRICING",
        retentionDays: 366,
      },
    },
    logSources: {
      awsConfig: {
        recorder: "create",
        recorderByAccount: {},
        adoptedName: "default",
        role: "own",
        createServiceLinkedRole: false,
        recordingFrequency: "CONTINUOUS",
        snapshotFrequency: "TwentyFour_Hours",
        aggregator: { enabled: false, register: true },
        rules: false,
      },
      vendedLogs: { enabled: true },
      flowLogs: {
        vpcs: "none",
        listedVpcs: [],
        exceptAccounts: [],
        fields: "extended",
        trafficType: "ALL",
        maxAggregationSeconds: 600,
        transitGateways: [],
      },
      dnsQueryLogs: { vpcs: "none", listedVpcs: [], exceptAccounts: [] },
      webAclLogs: {
        enabled: false,
        webAcls: [],
        redactedHeaders: ["authorization", "cookie"],
        redactQueryString: false,
        onlyActions: [],
      },
      loadBalancerLogs: { accounts: [] },
      sessions: {
        enabled: false,
        existingDocument: "create",
        adoptedDocuments: [],
        idleTimeoutMinutes: 20,
        maxDurationMinutes: null,
        runAs: { enabled: false, defaultUser: null },
        encryptSessions: false,
        cloudWatchLogs: { enabled: false, retentionDays: 90 },
      },
      securityHubFindings: { mode: "none", account: null, region: null, format: "ASFF" },
      applicationLogs: {
        enabled: false,
        logGroups: [],
        subscription: { mode: "listed", existing: [], prefixes: [], excluded: [] },
        partitions: "date",
        bufferMegabytes: 64,
        bufferSeconds: 300,
        maskedDataIdentifiers: [],
      },
      accessLogs: { buckets: [] },
    },
    notifications: {
      page: { emails: ["on-call@example.com"], httpsEndpoints: [] },
      notify: { emails: ["security@example.com"], httpsEndpoints: [] },
      slack: [],
      teams: [],
      okActions: false,
      urgentEvents: { enabled: true },
      weeklySummary: { enabled: true, schedule: "cron(0 7 ? * MON *)" },
      silence: { dailyCheck: true, exceptAccounts: [], unlistedAccounts: true, archiveMetrics: true },
    },
    detections: { expectedRegions: [], overrides: {}, own: [] },
    guardrails: { mode: "none", targets: [] },
    masking: { trail: [], sessions: [] },
    hunts: {
      enabled: false,
      schedule: "cron(30 5 * * ? *)",
      scanLimitGigabytes: 1_000,
      countries: { enabled: false, uploaderRoleArns: [] },
      overrides: {},
    },
    query: {
      scanLimitGigabytes: 100,
      responderScanLimitGigabytes: 1_000,
      dailyScanAlarmGigabytes: 2_000,
      earlierTrailLocations: [],
      earlierTrailKmsKeyArns: [],
      quarantinedObjects: [],
      ocsf: { enabled: false },
      resultExpireDays: 7,
      firstDay: "2025-01-01",
      crawlerSchedule: "cron(15 3 * * ? *)",
    },
    search: {
      enabled: false,
      size: "small",
      subnetIds: [],
      securityGroupIds: [],
      readerRoleArns: [],
      retentionDays: 30,
      minUnits: 1,
      maxUnits: 4,
      offPeakHour: 0,
      logs: {
        flowLogs: { enabled: false, retentionDays: 7, maxUnits: 4 },
        applicationLogs: { enabled: false, retentionDays: 14, maxUnits: 4 },
        securityHubFindings: { enabled: false, retentionDays: 90, maxUnits: 4 },
      },
      monitors: false,
      createServiceLinkedRole: true,
    },
    siemFeeds: [],
    lakehouse: {
      enabled: false,
      intervalHours: 1,
      maintainHour: 0,
      lateDays: 3,
      snapshotDays: 5,
      maximumVcpus: 16,
      uploaderRoleArns: [],
    },
    dashboards: {
      enabled: false,
      namespace: "default",
      createGroups: false,
      days: 14,
      directQuery: false,
      refreshTime: "06:00",
      scanLimitGigabytes: 100,
    },
    verification: {
      digests: { enabled: false, schedule: "cron(0 5 * * ? *)" },
      guarantees: { enabled: false, schedule: "cron(0 6 * * ? *)" },
    },
  };

  test("parses to these values, with every default", () => {
    expect(parse()).toStrictEqual(whole);
  });

  test("parses to the same values as a file that contains every default", () => {
    expect(problemsIn(yamlOf(whole))).toEqual([]);
    expect(auditConfigSchema.parse(whole)).toStrictEqual(whole);
  });

  test.each([
    "access",
    "backend",
    "tags",
    "archive",
    "archive.lock",
    "archive.lifecycle",
    "archive.serviceLogs",
    "archive.configArchive",
    "archive.accessLogs",
    "trail",
    "logSources",
    "logSources.awsConfig",
    "logSources.awsConfig.aggregator",
    "logSources.vendedLogs",
    "trail.lake",
    "logSources.flowLogs",
    "logSources.dnsQueryLogs",
    "logSources.webAclLogs",
    "logSources.loadBalancerLogs",
    "query",
  ])("parses to the same values with an empty %s", (path) => {
    expect(parse({ [path]: path === "backend" ? { type: "local" } : {} })).toStrictEqual(whole);
  });

  test("shares no default object with another configuration", () => {
    parse().tags["team"] = "security";
    parse().archive.readerRoleArns.push("somebody");

    expect(parse()).toStrictEqual(whole);
  });
});

describe("a configuration of every setting", () => {
  test("parses to the values in the file", () => {
    expect(parse(everySetting)).toStrictEqual(configuration(everySetting));
  });

  test("contains every setting of the schema", () => {
    const written = new Set(
      pathsOf(
        configuration({
          ...everySetting,
          ...everyControlTowerSetting,
          ...everyExistingSetting,
          ...everyDelegatedSetting,
        }),
      ).map((path) => path.replaceAll(/\[\d+\]/g, "[]")),
    );
    const known = settingsOf(z.toJSONSchema(auditConfigSchema, { io: "input" }) as JsonSchema).filter(
      // These settings always fail with an explanation
      (path) => !/^(archive\.(configArchive|accessLogs)\.lock|logSources\.awsConfig\.enabled)$/.test(path),
    );

    expect(known.length).toBeGreaterThan(70);
    expect(known.filter((path) => !written.has(path))).toEqual([]);
  });

  interface JsonSchema {
    readonly properties?: Record<string, JsonSchema>;
    readonly items?: JsonSchema;
    readonly oneOf?: readonly JsonSchema[];
  }

  function settingsOf({ properties = {}, items, oneOf = [] }: JsonSchema, path = ""): string[] {
    const below = (key: string) => (path === "" ? key : `${path}.${key}`);
    return [
      ...Object.entries(properties).flatMap(([key, part]) => [below(key)].concat(settingsOf(part, below(key)))),
      ...(items ? settingsOf(items, `${path}[]`) : []),
      ...oneOf.flatMap((part) => settingsOf(part, path)),
    ];
  }
});

describe("an example file", () => {
  const files = ["config", "config/examples"].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".yaml"))
      .map((name) => `${folder}/${name}`),
  );

  test.each(files)("%s is accepted", (path) => {
    expect(loadConfig(path)).toMatchObject({ prefix: expect.any(String) });
  });
});

describe("prefix", () => {
  test.each(["ab", "a1", "acme", "sthreea", "a-sthree-a", "acme-audit", `a${"b".repeat(20)}`])(
    "prefix may be %s",
    (prefix) => {
      expect(parse({ prefix }).prefix).toBe(prefix);
    },
  );

  test.each([
    "",
    "a",
    `a${"b".repeat(21)}`,
    "1acme",
    "-acme",
    "acme-",
    "Acme",
    "acmE",
    "acme_audit",
    "acme.audit",
    "acme audit",
    "ácme",
    "acme\n",
    " acme",
    "acme--audit",
    "xn--acme",
  ])("fails when it is %j", (prefix) => {
    expect(problemsOf({ prefix })).toEqual([
      expect.stringMatching(/^prefix: expected 2 to 21 lowercase letters, digits or .*, a letter first; got "/),
    ]);
  });

  test.each(["sthree-a", "amzn-s3-demo-a"])(
    "fails when it is %s, because S3 reserves names that begin so",
    (prefix) => {
      expect(problemsOf({ prefix })).toEqual([
        `prefix: S3 reserves bucket names that begin with sthree- or amzn-s3-demo-; use another prefix; got "${prefix}"`,
      ]);
    },
  );
});

describe("partition", () => {
  test.each(Object.keys(partitions) as PartitionName[])(
    "%s accepts every default region as home region",
    (partition) => {
      for (const homeRegion of partitions[partition].defaultRegions) {
        expect(parse({ partition, homeRegion })).toMatchObject({
          partition,
          homeRegion,
          recordedRegions: [homeRegion],
        });
      }
    },
  );

  test.each(["aws-iso", "AWS", "", "aws "])("fails when it is %j", (partition) => {
    expect(problemsOf({ partition }).map(withoutHint)).toEqual([
      `partition: expected one of aws, aws-us-gov, aws-cn; got ${JSON.stringify(partition)}`,
    ]);
  });
});

describe("homeRegion", () => {
  test.each(["", "eu", "EU-WEST-1", "eu-west-1a", "eu_west_1", "eu-west", "eu-west-10", " eu-west-1", "Ireland"])(
    "fails when it is %j",
    (homeRegion) => {
      expect(problemsOf({ homeRegion }).map(withoutHint)).toEqual([
        `homeRegion: expected a region name such as eu-west-1; got ${JSON.stringify(homeRegion)}`,
      ]);
    },
  );
});

describe("regions", () => {
  test("contains only the home region by default", () => {
    expect(parse({ homeRegion: "us-west-2" }).regions).toEqual(["us-west-2"]);
  });

  test("equals recordedRegions if only recordedRegions is configured", () => {
    expect(parse({ recordedRegions: ["us-east-1", "eu-west-1"] }).regions).toEqual(["us-east-1", "eu-west-1"]);
  });

  test("fails when it is empty", () => {
    expect(problemsOf({ regions: [] })).toEqual([
      expect.stringMatching(/^regions: expected at least one region; got /),
    ]);
  });
});

describe("recordedRegions", () => {
  test("equals the regions in use by default", () => {
    expect(parse({ regions: ["us-east-1", "eu-west-1"] }).recordedRegions).toEqual(["us-east-1", "eu-west-1"]);
  });

  test("recordedRegions may omit regions in use", () => {
    const changes = { regions: ["us-east-1", "eu-west-1"], recordedRegions: ["eu-west-1"] };

    expect(parse(changes)).toMatchObject(changes);
  });

  test("fails when it is empty", () => {
    expect(problemsOf({ recordedRegions: [] })).toEqual([
      expect.stringMatching(/^recordedRegions: expected at least one region; got /),
    ]);
  });
});

describe("providerVersion", () => {
  test.each([
    [["eu-west-1"], "~> 5.100.0"],
    [["eu-west-1", "us-east-1"], "~> 6.25.0"],
    [["us-east-1", "eu-west-1"], "~> 6.25.0"],
    [undefined, "~> 5.100.0"],
  ])("providerVersion with the regions %j is %s by default", (regions, version) => {
    expect(parse({ regions }).providerVersion).toBe(version);
    expect(parse({ recordedRegions: regions }).providerVersion).toBe(version);
  });

  test("keeps the configured value, also with one region", () => {
    expect(parse({ providerVersion: "6.25.0" }).providerVersion).toBe("6.25.0");
  });
});

describe("organizationId", () => {
  test.each([`o-${"a".repeat(10)}`, `o-${"1".repeat(32)}`, "o-a1b2c3d4e5"])(
    "organizationId may be %s",
    (organizationId) => {
      expect(parse({ organizationId }).organizationId).toBe(organizationId);
    },
  );

  test.each([
    `o-${"a".repeat(9)}`,
    `o-${"a".repeat(33)}`,
    "a1b2c3d4e5f6",
    "O-a1b2c3d4e5",
    "o-A1B2C3D4E5",
    "ou-a1b2-c3d4e5f6",
    "xo-a1b2c3d4e5",
  ])("fails when it is %s", (organizationId) => {
    expect(problemsOf({ organizationId })).toEqual([
      `organizationId: expected an organization id such as o-a1b2c3d4e5; got "${organizationId}"`,
    ]);
  });
});

describe("accounts", () => {
  const name = (text: string) => ({ "accounts.members": [{ name: text, id: account(3) }] });

  test.each(["a", "7", "payments", "team-1", "1-team", "a".repeat(50), `a${"-".repeat(48)}b`])(
    "accepts a member with the name %s",
    (text) => {
      expect(settingAt(parse(name(text)), "accounts.members[0].name")).toBe(text);
    },
  );

  test.each(["", "a".repeat(51), "-a", "a-", "-", "Payments", "pay_ments", "pay ments", "pay/ments", "..", "a\n"])(
    "fails when the name of a member is %j",
    (text) => {
      expect(problemsOf(name(text))).toEqual([
        expect.stringMatching(
          /^accounts\.members\[0\]\.name: expected 1 to 50 lowercase letters, digits or hyphens; got /,
        ),
      ]);
    },
  );

  test.each([0, 1, 1000, 10_000])("accepts %d members", (count) => {
    expect(parse({ "accounts.members": members(count) }).accounts.members).toHaveLength(count);
  });

  test("fails with 10,001 members, without printing every member", () => {
    const problems = problemsOf({ "accounts.members": members(10_001) });

    expect(problems).toEqual([expect.stringMatching(/^accounts\.members: expected 10,000 accounts or fewer/)]);
    expect(problems[0]?.length).toBeLessThan(200);
  });
});
