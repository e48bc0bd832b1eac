import { browser, Callers, cli } from "../../../../sample-data/events/callers";
import type { Caller } from "../../../../sample-data/events/event";
import { account, arn, partition } from "../../../../sample-data/values";

const callers = new Callers(partition);
const own = account(3);
const from = { address: "203.0.113.1", agent: "a program" };
const ids = /^(AIDA|AKIA|AROA|ASIA)[A-Z2-7]{16}$/;

describe("the identity of a root user", () => {
  test("has the account's name, no access key, and a browser", () => {
    expect(callers.root(own, "203.0.113.1")).toEqual({
      identity: {
        type: "Root",
        principalId: own,
        arn: arn("iam", "", own, "root"),
        accountId: own,
        accessKeyId: "",
      },
      address: "203.0.113.1",
      agent: browser,
      fromConsole: true,
    });
  });
});

describe("the identity of a user", () => {
  test("has a name and a long-lived access key, and uses the command line", () => {
    const { identity, ...rest } = callers.user(own, "build-agent", "203.0.113.1");

    expect(identity).toEqual({
      type: "IAMUser",
      principalId: expect.stringMatching(/^AIDA[A-Z2-7]{16}$/),
      arn: arn("iam", "", own, "user/build-agent"),
      accountId: own,
      accessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{16}$/),
      userName: "build-agent",
    });
    expect(rest).toEqual({ address: "203.0.113.1", agent: cli });
  });

  test("has the given user agent", () => {
    expect(callers.user(own, "build-agent", "203.0.113.1", "Boto3").agent).toBe("Boto3");
  });

  test("has unique ids", () => {
    const [one, other] = ["ada", "grace"].map((name) => callers.user(own, name, "203.0.113.1").identity);

    expect(one?.principalId).not.toBe(other?.principalId);
    expect(one?.accessKeyId).not.toBe(other?.accessKeyId);
  });
});

describe("the identity of a role session", () => {
  test("contains its issuer, and has a short-lived access key", () => {
    const { identity, ...rest } = callers.role(own, "Admin", "mallory", from);

    expect(identity).toEqual({
      type: "AssumedRole",
      principalId: expect.stringMatching(/^AROA[A-Z2-7]{16}:mallory$/),
      arn: arn("sts", "", own, "assumed-role/Admin/mallory"),
      accountId: own,
      accessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
      sessionContext: {
        sessionIssuer: {
          type: "Role",
          principalId: identity.principalId?.split(":")[0],
          arn: arn("iam", "", own, "role/Admin"),
          accountId: own,
          userName: "Admin",
        },
        attributes: {
          creationDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
          mfaAuthenticated: "false",
        },
      },
    });
    expect(rest).toEqual(from);
  });

  test("contains the path of the role only in the role's ARN", () => {
    const { arn: session, sessionContext } = callers.role(own, "a/b/Reader", "ada", from).identity;

    expect(session).toBe(arn("sts", "", own, "assumed-role/Reader/ada"));
    expect(sessionContext).toMatchObject({
      sessionIssuer: { arn: arn("iam", "", own, "role/a/b/Reader"), userName: "Reader" },
    });
  });
});

const sessions: readonly (readonly [string, Caller, Partial<Caller>, string])[] = [
  [
    "a person",
    callers.person(own, "ada@example.com", "203.0.113.1"),
    { address: "203.0.113.1", agent: browser, fromConsole: true },
    "AWSReservedSSO_Developer_0123456789abcdef/ada@example.com",
  ],
  [
    "a pipeline",
    callers.pipeline(own),
    { address: "198.51.100.20", agent: "HashiCorp Terraform" },
    "deploy-pipeline/run-4711",
  ],
  [
    "AWS Config",
    callers.configRecorder(own),
    { address: "config.amazonaws.com", agent: "config.amazonaws.com" },
    "AWSServiceRoleForConfig/AWSConfig-Describe",
  ],
];

describe.each(sessions)("the session of %s", (_, { identity, ...rest }, expected, session) => {
  test(`has the session name ${session}`, () => {
    expect(identity.arn).toBe(arn("sts", "", own, `assumed-role/${session}`));
    expect(rest).toEqual(expected);
  });

  test("has ids in AWS's format", () => {
    expect(identity.principalId?.split(":")[0]).toMatch(ids);
    expect(identity.accessKeyId).toMatch(ids);
  });
});

test("the identity of a service has no account", () => {
  const principal = "lambda.amazonaws.com";

  expect(callers.service(principal)).toEqual({
    identity: { type: "AWSService", invokedBy: principal },
    address: principal,
    agent: principal,
  });
});

test("identities of another partition have ARNs of this partition", () => {
  const gov = new Callers("aws-us-gov");
  const identities = [gov.root(own, "::1"), gov.user(own, "ada", "::1"), gov.pipeline(own)].map(
    ({ identity }) => identity,
  );
  const arns = JSON.stringify(identities).match(/arn:[^:]*/g);

  expect(arns).toHaveLength(4);
  expect(new Set(arns)).toEqual(new Set(["arn:aws-us-gov"]));
});
