import { Callers } from "../../../../sample-data/events/callers";
import { type Call, type CloudTrailEvent, eventOf } from "../../../../sample-data/events/event";
import { account, partition } from "../../../../sample-data/values";

const callers = new Callers(partition);
const own = account(3);
const at = new Date("2026-03-04T05:06:07.890Z");

function event(call: Partial<Call> = {}): CloudTrailEvent {
  const ids = ["first id", "second id"].values();
  const base = { caller: callers.pipeline(own), service: "iam", name: "CreateRole", region: "us-east-1", account: own };
  return eventOf({ ...base, ...call }, at, () => ids.next().value ?? "no more ids");
}

test("a generated event has every field that CloudTrail writes for a call, and no other", () => {
  const { identity, address, agent } = callers.pipeline(own);

  expect(event()).toStrictEqual({
    eventVersion: "1.11",
    userIdentity: identity,
    eventTime: "2026-03-04T05:06:07Z",
    eventSource: "iam.amazonaws.com",
    eventName: "CreateRole",
    awsRegion: "us-east-1",
    sourceIPAddress: address,
    userAgent: agent,
    requestParameters: null,
    responseElements: null,
    requestID: "first id",
    eventID: "second id",
    readOnly: false,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: own,
    eventCategory: "Management",
    tlsDetails: {
      tlsVersion: "TLSv1.3",
      cipherSuite: "TLS_AES_128_GCM_SHA256",
      clientProvidedHostHeader: "iam.us-east-1.amazonaws.com",
    },
  });
});

test.each([
  ["request", "requestParameters"],
  ["response", "responseElements"],
  ["additional", "additionalEventData"],
] as const)("the %s of a call is in %s", (part, field) => {
  expect(event({ [part]: { some: "thing" } })).toStrictEqual({ ...event(), [field]: { some: "thing" } });
});

test.each([
  [
    { code: "AccessDenied", message: "no" },
    { errorCode: "AccessDenied", errorMessage: "no" },
  ],
  [{ message: "Failed authentication" }, { errorMessage: "Failed authentication" }],
])("a refusal with %o has the error %o", (error, fields) => {
  expect(event({ error })).toStrictEqual({ ...event(), ...fields });
});

test.each([
  ["signin", "1.08"],
  ["sts", "1.08"],
  ["config", "1.08"],
  ["kms", "1.09"],
  ["organizations", "1.09"],
  ["ec2", "1.10"],
  ["cloudtrail", "1.10"],
  ["cloudformation", "1.10"],
  ["s3", "1.11"],
])("%s writes events of version %s", (service, version) => {
  expect(event({ service }).eventVersion).toBe(version);
});

test.each([
  ["GetObject", true],
  ["ListBuckets", true],
  ["DescribeInstances", true],
  ["HeadBucket", true],
  ["LookupEvents", true],
  ["AssumeRole", true],
  ["AssumeRoleWithSAML", true],
  ["GenerateDataKey", true],
  ["Decrypt", true],
  ["PutBucketPolicy", false],
  ["CreateUser", false],
  ["DeleteTrail", false],
  ["StopLogging", false],
  ["UpdateAssumeRolePolicy", false],
  ["BatchGetThenDelete", false],
  ["ConsoleLogin", false],
])("%s is read-only: %o", (name, readOnly) => {
  expect(event({ name }).readOnly).toBe(readOnly);
});

test("a call from the console has sessionCredentialFromConsole", () => {
  const caller = callers.person(own, "ada@example.com", "203.0.113.1");

  expect(event({ caller }).sessionCredentialFromConsole).toBe("true");
});

test("a sign-in has its own event type, without TLS details and without sessionCredentialFromConsole", () => {
  const caller = callers.root(own, "203.0.113.1");
  const signIn = event({ caller, service: "signin", name: "ConsoleLogin", type: "AwsConsoleSignIn" });

  expect(signIn.eventType).toBe("AwsConsoleSignIn");
  expect(Object.keys(signIn)).not.toContain("tlsDetails");
  expect(Object.keys(signIn)).not.toContain("sessionCredentialFromConsole");
});

test("the event belongs to the called account, whoever the caller is", () => {
  expect(event({ account: account(4) }).recipientAccountId).toBe(account(4));
});

test("a call of a service has no TLS details", () => {
  expect(Object.keys(event({ caller: callers.service("lambda.amazonaws.com") }))).not.toContain("tlsDetails");
});
