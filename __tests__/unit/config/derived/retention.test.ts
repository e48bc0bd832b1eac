import { type LogClass, logClasses } from "../../../../config/schema/log-classes";
import { lifecycleByPrefix, lifecycleOf } from "../../../../config/derived/retention";
import { archivePrefixes } from "../../../../log-sources/archive-prefixes";
import { account, arn } from "../../../../sample-data/values";
import { type Changes, parse, problemsOf } from "../configuration";

const classes = Object.keys(logClasses) as LogClass[];
const retention = (settings: object): Changes => ({ "archive.retention": settings });

describe("the lifecycle of a class of logs", () => {
  test("the lifecycle of a class of logs is the lifecycle of its archive by default", () => {
    const config = parse();

    for (const name of classes.filter((one) => logClasses[one].archive !== "accessLogs"))
      expect(lifecycleOf(config, name)).toBe(config.archive.lifecycle);
    expect(lifecycleOf(config, "accessLogs")).toMatchObject({ expireDays: 90, infrequentAccessDays: null });
  });

  test.each(classes)("changes only for %s if retention sets this class", (changed) => {
    const config = parse(retention({ [changed]: { expireDays: 4000 } }));

    for (const name of classes) {
      const { expireDays } = lifecycleOf(config, name);
      const general = logClasses[name].archive === "accessLogs" ? 90 : 2557;
      expect([name, expireDays]).toEqual([name, name === changed ? 4000 : general]);
    }
  });

  test("keeps the steps of the archive that fit its own days", () => {
    expect(lifecycleOf(parse(retention({ flowLogs: { expireDays: 400 } })), "flowLogs")).toEqual({
      preset: "queryable",
      infrequentAccessDays: 90,
      glacierInstantRetrievalDays: null,
      glacierDays: null,
      deepArchiveDays: null,
      expireDays: 400,
    });
  });

  test("has the steps of its own preset, and no step that the archive sets", () => {
    const config = parse({
      "archive.lifecycle": { glacierDays: 200, expireDays: 3000 },
      ...retention({
        dnsQueryLogs: { preset: "classical" },
        flowLogs: { preset: "queryable" },
        sessions: { expireDays: 1000 },
      }),
    });

    expect(lifecycleOf(config, "dnsQueryLogs")).toMatchObject({
      glacierDays: 90,
      deepArchiveDays: 365,
      expireDays: 3000,
    });
    // Replaced versions are kept as long as logs. Otherwise a log could be deleted by overwriting it
    expect(lifecycleOf(config, "dnsQueryLogs").noncurrentDays).toBeUndefined();
    expect(lifecycleOf(config, "flowLogs")).toMatchObject({ glacierDays: null, glacierInstantRetrievalDays: 365 });
    expect(lifecycleOf(config, "sessions")).toMatchObject({ glacierDays: 200, expireDays: 1000 });
  });

  test("the lifecycle of a class of logs may move access logs, which by default only expire, to another storage class", () => {
    const config = parse(retention({ accessLogs: { preset: "queryable", expireDays: 730 } }));

    expect(lifecycleOf(config, "accessLogs")).toMatchObject({
      infrequentAccessDays: 90,
      glacierInstantRetrievalDays: 365,
    });
    expect(lifecycleOf(config, "loadBalancerLogs")).toMatchObject({ infrequentAccessDays: null, expireDays: 90 });
  });
});

describe("a class of logs fails", () => {
  const lock = { "archive.lock": { mode: "governance", days: 200 }, "archive.lifecycle.expireDays": 2557 };
  const locked: Record<string, Changes> = {
    trail: {},
    awsConfig: { "archive.configArchive.lockedCopy.enabled": true },
    flowLogs: { "archive.serviceLogs.lock": true },
    applicationLogs: { "archive.serviceLogs.lock": true },
    webAclLogs: { "archive.serviceLogs.lock": true },
  };

  test.each(Object.keys(locked))(
    "a class of logs fails when it is %s, and its logs expire before their lock ends",
    (name) => {
      const problems = (expireDays: number | null) =>
        problemsOf({ ...lock, ...locked[name], ...retention({ [name]: { expireDays } }) });

      expect(problems(199)).toEqual([
        `archive.retention.${name}.expireDays: logs would expire before their lock of 200 days ends; use 200 or more, or null; got 199`,
      ]);
      expect(problems(200)).toEqual([]);
      expect(problems(201)).toEqual([]);
      expect(problems(null)).toEqual([]);
    },
  );

  test.each(["awsConfig", "flowLogs", "accessLogs", "loadBalancerLogs"])(
    "only with a lock, and therefore not when it is %s",
    (name) => {
      expect(problemsOf({ ...lock, ...retention({ [name]: { expireDays: 1 } }) })).toEqual([]);
    },
  );

  test("a class of logs fails when a step is too soon after another step, or after the expiry", () => {
    expect(problemsOf(retention({ flowLogs: { infrequentAccessDays: 30, glacierDays: 59 } }))).toEqual([
      expect.stringMatching(/^archive\.retention\.flowLogs\.glacierDays: too soon after infrequentAccessDays/),
    ]);
    expect(problemsOf(retention({ flowLogs: { infrequentAccessDays: 30, glacierDays: 60 } }))).toEqual([]);
    expect(problemsOf(retention({ dnsQueryLogs: { glacierDays: 200, expireDays: 200 } }))).toEqual([
      expect.stringMatching(
        /^archive\.retention\.dnsQueryLogs\.expireDays: too soon after glacierDays.*use 201 or more/,
      ),
    ]);
  });

  test.each<[object, RegExp]>([
    [{ flowLog: { expireDays: 1 } }, /^archive\.retention\.flowLog: unknown setting; did you mean flowLogs\?/],
    [{ flowLogs: {} }, /^archive\.retention\.flowLogs: this class has no settings/],
    [{ flowLogs: { expireDays: 0 } }, /^archive\.retention\.flowLogs\.expireDays: expected 1 day or more/],
    [
      { flowLogs: { infrequentAccessDays: 29 } },
      /^archive\.retention\.flowLogs\.infrequentAccessDays: expected 30 days/,
    ],
    [
      { flowLogs: { abortIncompleteUploadDays: 3 } },
      /^archive\.retention\.flowLogs\.abortIncompleteUploadDays: unknown/,
    ],
  ])("a class of logs fails with the settings %j", (settings, message) => {
    expect(problemsOf(retention(settings))).toEqual([expect.stringMatching(message)]);
  });

  test("a class of logs fails when the trail's logs expire before the search deletes them", () => {
    const search = {
      enabled: true,
      retentionDays: 380,
      subnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
      securityGroupIds: ["sg-0123456789abcdef0"],
      size: "small",
      adminRoleArn: arn("iam", "", account(2), "role/admin"),
    };

    expect(problemsOf({ search, ...retention({ trail: { expireDays: 379 } }) })).toEqual([
      expect.stringMatching(
        /^search\.retentionDays: the archive deletes logs after 379 days \(archive\.retention\.trail\.expireDays\)/,
      ),
    ]);
    expect(problemsOf({ search, ...retention({ trail: { expireDays: 380 }, flowLogs: { expireDays: 30 } }) })).toEqual(
      [],
    );
  });
});

describe("the prefixes of an archive with several classes", () => {
  test.each(["serviceLogs", "accessLogs"])(
    "the prefixes of an archive with several classes have no lifecycle of their own in %s, if no class has its own retention",
    (archive) => {
      const other = archive === "serviceLogs" ? "accessLogs" : "flowLogs";

      expect(lifecycleByPrefix(parse(), archive)).toBeUndefined();
      expect(
        lifecycleByPrefix(parse(retention({ [other]: { expireDays: 30 }, trail: { expireDays: null } })), archive),
      ).toBeUndefined();
    },
  );

  test("the prefixes of an archive with several classes are all prefixes to which a log source writes, each in one class", () => {
    const all = ["serviceLogs", "accessLogs"].flatMap((archive) => {
      const config = parse(retention({ flowLogs: { expireDays: 30 }, accessLogs: { expireDays: 30 } }));
      return Array.from(lifecycleByPrefix(config, archive)?.keys() ?? []);
    });
    const { trail, awsConfig, failedDeliveries, ...others } = archivePrefixes;

    for (const prefix of Object.values(others)) expect(all).toContain(`${prefix}/`);
    expect(all).toContain(`${failedDeliveries}/${archivePrefixes.applicationLogs}/`);
    expect(all).toContain(`${failedDeliveries}/${archivePrefixes.securityHubFindings}/`);
    expect(all.filter((prefix) => [trail, awsConfig].some((one) => prefix.startsWith(one)))).toEqual([]);
    for (const prefix of all) expect(all.filter((other) => prefix.startsWith(other))).toEqual([prefix]);
  });
});
