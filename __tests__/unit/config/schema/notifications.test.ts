import { account } from "../../../../sample-data/values";
import { parse, problemsOf } from "../configuration";

describe.each([
  ["page", "alarms that need a reaction now"],
  ["notify", "alarms that can wait until morning"],
] as const)("notifications.%s", (severity, whom) => {
  const path = `notifications.${severity}`;

  test.each([
    [{ emails: ["a@example.com"] }],
    [{ httpsEndpoints: ["https://example.com/hook"] }],
    [{ emails: ["a@example.com", "b@example.com"], httpsEndpoints: ["https://example.com/hook"] }],
  ])(`notifications.${severity} may be %j`, (subscribers) => {
    expect(parse({ [path]: subscribers }).notifications[severity]).toStrictEqual({
      emails: [],
      httpsEndpoints: [],
      ...subscribers,
    });
  });

  test.each([[{}], [{ emails: [] }], [{ httpsEndpoints: [] }], [{ emails: [], httpsEndpoints: [] }]])(
    "fails when it is %j, because no one would be notified",
    (subscribers) => {
      expect(problemsOf({ [path]: subscribers })).toEqual([
        expect.stringMatching(
          new RegExp(
            `^notifications\\.${severity}: no one would be notified of these alarms; .* for ${whom}(; got .*)?$`,
          ),
        ),
      ]);
    },
  );

  test.each(["a@b.co", "first.last+tag@sub.example.com", "A_B-1@example.com"])(
    `notifications.${severity} may have the e-mail address %s`,
    (email) => {
      expect(parse({ [`${path}.emails`]: [email] }).notifications[severity].emails).toEqual([email]);
    },
  );

  test.each([
    "",
    "a",
    "a@",
    "@example.com",
    "a@b",
    "a b@example.com",
    "a@exa mple.com",
    "a@example.com, b@example.com",
    "Ann <a@example.com>",
  ])("fails with the e-mail address %j", (email) => {
    expect(problemsOf({ [`${path}.emails`]: [email] })).toEqual([
      `${path}.emails[0]: expected an e-mail address; got ${JSON.stringify(email)}`,
    ]);
  });

  test.each(["https://example.com", "https://example.com:8443/a/b?c=d#e", "https://user:key@example.com/"])(
    `notifications.${severity} may have the endpoint %s`,
    (url) => {
      expect(parse({ [`${path}.httpsEndpoints`]: [url] }).notifications[severity].httpsEndpoints).toEqual([url]);
    },
  );

  test.each([
    "",
    "example.com",
    "http://example.com",
    "ftp://example.com",
    "https://",
    "httpss://example.com",
    "xhttps://example.com",
    "mailto:a@example.com",
    "https://exa mple.com",
  ])("fails with the endpoint %j", (url) => {
    expect(problemsOf({ [`${path}.httpsEndpoints`]: [url] })).toEqual([
      expect.stringContaining(`${path}.httpsEndpoints[0]: expected an https:// address`),
    ]);
  });
});

describe("notifications.runbookUrl", () => {
  const path = "notifications.runbookUrl";

  test.each(["https://example.com", "https://docs.example.com/runbooks"])(
    "notifications.runbookUrl may be %s",
    (runbookUrl) => {
      expect(parse({ [path]: runbookUrl }).notifications.runbookUrl).toBe(runbookUrl);
    },
  );

  test("notifications.runbookUrl is optional", () => {
    expect(parse().notifications.runbookUrl).toBeUndefined();
  });

  test.each(["docs/runbooks", "http://example.com", "ftp://example.com/runbooks"])(
    "fails when it is %s",
    (runbookUrl) => {
      expect(problemsOf({ [path]: runbookUrl })).toEqual([
        expect.stringContaining(`${path}: expected an https:// address; got `),
      ]);
    },
  );

  test("notifications.runbookUrl may have 300 characters, fails when it has 301", () => {
    const longest = "https://example.com/".padEnd(300, "a");

    expect(parse({ [path]: longest }).notifications.runbookUrl).toBe(longest);
    expect(problemsOf({ [path]: `${longest}a` })).toEqual([
      expect.stringContaining(`${path}: expected 300 characters or fewer, because it is part of the alarm description`),
    ]);
  });

  test("fails when it ends with a slash, because links of alarms would contain //", () => {
    expect(problemsOf({ [path]: "https://example.com/runbooks/" })).toEqual([
      expect.stringContaining(`${path}: expected no slash at the end`),
    ]);
  });
});

describe("a chat channel", () => {
  const slack = { workspaceId: "T012ABC", channelId: "C012ABC" };
  const teams = {
    tenantId: "01234567-89ab-cdef-0123-456789abcdef",
    teamId: "89abcdef-0123-4567-89ab-cdef01234567",
    channelId: "19%3Aab12cd34%40thread.tacv2",
  };

  test("receives both severities by default", () => {
    const { notifications } = parse({
      "notifications.slack": [slack, { ...slack, channelId: "C2", severities: ["page"] }],
      "notifications.teams": [teams],
    });

    expect(notifications.slack.map(({ severities }) => severities)).toEqual([["page", "notify"], ["page"]]);
    expect(notifications.teams).toEqual([{ ...teams, severities: ["page", "notify"] }]);
  });

  test.each([
    ["slack", { ...slack, workspaceId: "acme" }, "workspaceId: expected the id of a Slack workspace"],
    ["slack", { ...slack, channelId: "#alarms" }, "channelId: expected the id of a Slack channel"],
    ["slack", { ...slack, severities: [] }, "severities: expected page, notify or both"],
    ["slack", { ...slack, severities: ["watch"] }, "severities[0]: expected one of page, notify"],
    ["teams", { ...teams, tenantId: "acme" }, "tenantId: expected an id such as"],
    ["teams", { ...teams, teamId: "acme" }, "teamId: expected an id such as"],
    ["teams", { ...teams, channelId: "General" }, "channelId: expected the id of a Teams channel"],
    ["teams", { ...teams, channelId: `19%3A${"a".repeat(251)}` }, "channelId: expected 255 characters or fewer"],
  ])("a chat channel of %s fails with %j", (kind, channel, problem) => {
    expect(problemsOf({ [`notifications.${kind}`]: [channel] })).toEqual([
      expect.stringContaining(`notifications.${kind}[0].${problem}`),
    ]);
  });

  test.each([
    ["slack", slack],
    ["teams", teams],
  ])("a chat channel of %s fails when it is listed twice", (kind, channel) => {
    expect(problemsOf({ [`notifications.${kind}`]: [channel, { ...channel, severities: ["page"] }] })).toEqual([
      expect.stringContaining(`notifications.${kind}[1].channelId: duplicate of notifications.${kind}[0].channelId`),
    ]);
  });

  test.each([
    ["aws-us-gov", "us-gov-west-1"],
    ["aws-cn", "cn-north-1"],
  ])("fails in partition %s, which does not have the service", (partition, homeRegion) => {
    const problems = problemsOf({
      partition,
      homeRegion,
      "notifications.slack": [slack],
      "notifications.teams": [teams],
    });

    expect(problems).toEqual([
      expect.stringContaining(
        `notifications.slack: Amazon Q Developer in chat applications is not available in partition ${partition}`,
      ),
      expect.stringContaining(
        `notifications.teams: Amazon Q Developer in chat applications is not available in partition ${partition}`,
      ),
    ]);
  });
});

describe("notifications.urgentEvents", () => {
  test("fails with another key, because the key would disable nothing", () => {
    expect(problemsOf({ "notifications.urgentEvents": { enable: false } })).toHaveLength(1);
  });
});

describe("notifications.weeklySummary", () => {
  const path = "notifications.weeklySummary.schedule";

  test("notifications.weeklySummary may have a schedule with six fields, and fails with another", () => {
    const schedule = "cron(30 6 1 * ? *)";

    expect(parse({ [path]: schedule }).notifications.weeklySummary).toEqual({ enabled: true, schedule });
    expect(problemsOf({ [path]: "rate(7 days)" })).toEqual([
      `${path}: expected six fields in a schedule such as cron(0 7 ? * MON *); got "rate(7 days)"`,
    ]);
  });

  test("notifications.weeklySummary may be disabled", () => {
    expect(parse({ "notifications.weeklySummary.enabled": false }).notifications.weeklySummary.enabled).toBe(false);
  });
});

describe("notifications.silence", () => {
  const path = "notifications.silence.exceptAccounts";

  test("notifications.silence may exclude accounts of the configuration", () => {
    const { exceptAccounts } = parse({ [path]: [account(1), account(2)] }).notifications.silence;

    expect(exceptAccounts).toEqual([account(1), account(2)]);
  });

  test("fails when it excludes an unknown account, or an account twice", () => {
    expect(problemsOf({ [path]: [account(2), account(9)] })).toEqual([
      expect.stringContaining(
        `${path}[1]: account ${account(9)} is not in accounts; add it to accounts.members, or remove it`,
      ),
    ]);
    expect(problemsOf({ [path]: [account(2), account(2)] })).toEqual([
      expect.stringContaining(`${path}[1]: duplicate of ${path}[0]; remove one`),
    ]);
  });

  test("fails when it excludes a value that is not an account id", () => {
    expect(problemsOf({ [path]: ["payments"] })).toEqual([
      expect.stringContaining(`${path}[0]: expected an account id`),
    ]);
  });
});
