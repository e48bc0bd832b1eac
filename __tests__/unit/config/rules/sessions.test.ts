import { account } from "../../../../sample-data/values";
import { type Changes, expectProblem, parse, problemsOf, settingAt } from "../configuration";

test("no log source that was added later is enabled by default", () => {
  const { sessions, securityHubFindings, applicationLogs } = parse().logSources;

  expect([sessions.enabled, securityHubFindings.mode, applicationLogs.enabled]).toEqual([false, "none", false]);
});

describe.each([
  ["logSources.sessions.idleTimeoutMinutes", 1, 60, "minute"],
  ["logSources.sessions.maxDurationMinutes", 1, 1_440, "minute"],
  ["logSources.applicationLogs.bufferMegabytes", 1, 128, "MiB"],
  ["logSources.applicationLogs.bufferSeconds", 60, 900, "second"],
] as const)("%s", (path, least, most, unit) => {
  test.each([least, least + 1, most - 1, most])(`${path} may be %d`, (value) => {
    expect(settingAt(parse({ [path]: value }), path)).toBe(value);
  });

  test.each([least - 1, most + 1, 0.5, "20"])("fails when it is %j", (value) => {
    expectProblem({ [path]: value }, path, unit);
  });
});

describe.each(["logSources.sessions.cloudWatchLogs.retentionDays", "logSources.applicationLogs.logGroups[0]"])(
  "the retention in %s",
  (path) => {
    const isLogGroup = path.endsWith("]");
    const retention = (days: unknown) => ({ [path]: isLogGroup ? { name: "/app", retentionDays: days } : days });

    test.each([1, 90, 3653])(`the retention in ${path} may be %d days`, (days) => {
      expect(problemsOf(retention(days))).toEqual([]);
    });

    test.each([0, 2, 91, 3654, "90"])("fails with %j days", (days) => {
      expectProblem(retention(days), isLogGroup ? `${path}.retentionDays` : path, "retention periods");
    });
  },
);

describe("the operating system user of sessions", () => {
  const runAs = (defaultUser: unknown) => ({ "logSources.sessions.runAs": { enabled: true, defaultUser } });

  test.each(["operator", "_svc", "a", "x".repeat(32), null])(
    "the operating system user of sessions may be %j",
    (defaultUser) => {
      expect(problemsOf(runAs(defaultUser))).toEqual([]);
    },
  );

  test.each(["", "1st", "-x", "a b", "x".repeat(33)])("fails when it is %j", (defaultUser) => {
    expectProblem(runAs(defaultUser), "logSources.sessions.runAs.defaultUser", "expected the name of a user");
  });

  test("fails if sessions do not run as this user", () => {
    expectProblem(
      { "logSources.sessions.runAs.defaultUser": "operator" },
      "logSources.sessions.runAs.defaultUser",
      "has no effect, because runAs.enabled is false and sessions run as ssm-user; set runAs.enabled to true, or remove defaultUser",
    );
  });
});

describe("adopted session documents", () => {
  const adopted = (...documents: unknown[]) => ({
    "logSources.sessions.existingDocument": "adopt",
    "logSources.sessions.adoptedDocuments": documents,
  });
  const path = "logSources.sessions.adoptedDocuments";

  test("adopted session documents may be all documents, or the listed documents", () => {
    expect(problemsOf(adopted())).toEqual([]);
    expect(problemsOf(adopted({ account: account(1), region: "eu-west-1" }))).toEqual([]);
  });

  test("fail if documents are also created", () => {
    const changes = {
      ...adopted({ account: account(1), region: "eu-west-1" }),
      "logSources.sessions.existingDocument": "create",
    };
    const words =
      "adoptedDocuments has an effect only with existingDocument: adopt; set it to adopt, or remove the list";
    expectProblem(changes, "logSources.sessions.existingDocument", words);
  });

  test("fail with an unknown account or region", () => {
    expectProblem(
      adopted({ account: account(9), region: "eu-west-1" }),
      `${path}[0].account`,
      `account ${account(9)} is not in accounts; add it to accounts.members`,
    );
    expectProblem(
      adopted({ account: account(1), region: "us-east-1" }),
      `${path}[0].region`,
      "is not a region in use; add it to regions, or use one of eu-west-1",
    );
  });

  test("fail when one is listed twice", () => {
    const document = { account: account(1), region: "eu-west-1" };
    expectProblem(adopted(document, document), `${path}[1]`, `duplicate of ${path}[0]; remove one`);
  });
});

test.each(["", "NONE", true, null])("the mode of findings fails when it is %j", (mode) => {
  const path = "logSources.securityHubFindings.mode";

  expectProblem({ [path]: mode }, path, "expected one of none, delegatedAdministrator, eachAccount");
});

describe("findings of a delegated administrator", () => {
  const administrator = (change: Changes = {}) => ({
    "logSources.securityHubFindings.mode": "delegatedAdministrator",
    "logSources.securityHubFindings.account": account(2),
    ...change,
  });

  test("findings of a delegated administrator are delivered from the administrator's account, in the home region or another configured recorded region", () => {
    expect(problemsOf(administrator())).toEqual([]);
    expect(problemsOf(administrator({ "logSources.securityHubFindings.region": "eu-west-1" }))).toEqual([]);
  });

  test("fail without the administrator, with an unknown administrator, and in a region that is not in use", () => {
    const path = "logSources.securityHubFindings";
    expectProblem(
      administrator({ [`${path}.account`]: null }),
      `${path}.account`,
      "required with mode: delegatedAdministrator",
    );
    expectProblem(
      administrator({ [`${path}.account`]: account(9) }),
      `${path}.account`,
      `account ${account(9)} is not in accounts; add it to accounts.members`,
    );
    expectProblem(administrator({ [`${path}.region`]: "us-east-1" }), `${path}.region`, "is not a region in use");
  });

  test.each(["none", "eachAccount"])("fail when an account or a region is set with mode %s", (mode) => {
    const path = "logSources.securityHubFindings";
    const words =
      "has an effect only with mode: delegatedAdministrator; set mode to delegatedAdministrator, or remove this setting";
    expectProblem({ [`${path}.mode`]: mode, [`${path}.account`]: account(2) }, `${path}.account`, words);
    expectProblem({ [`${path}.mode`]: mode, [`${path}.region`]: "eu-west-1" }, `${path}.region`, words);
  });
});
