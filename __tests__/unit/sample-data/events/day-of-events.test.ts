import { z } from "zod";
import { dayOfEvents, dayToWrite } from "../../../../sample-data/events/day-of-events";
import { attackStories } from "../../../../sample-data/events/attack-stories";
import { daySource, detectionsOf, distinct } from "../../../support/organization-day";
import { account } from "../../../../sample-data/values";

const events = dayOfEvents(daySource);
const seen = (of: (event: (typeof events)[number]) => string) => distinct(events.map(of));

const text = z.string().min(1);
const id = z.string().regex(/^\d{12}$/);
const anything = z.record(z.string(), z.unknown());
const time = z.iso.datetime({ precision: 0 });
const principal = { principalId: text, arn: z.string().startsWith("arn:"), accountId: id };
const key = z.string().regex(/^(AKIA|ASIA)[A-Z2-7]{16}$/);

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
const userIdentity = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("Root"), ...principal, accessKeyId: z.literal("") }),
  z.strictObject({ type: z.literal("IAMUser"), ...principal, accessKeyId: key.or(z.literal("")), userName: text }),
  z.strictObject({
    type: z.literal("AssumedRole"),
    ...principal,
    accessKeyId: key,
    invokedBy: z.string().endsWith(".amazonaws.com").optional(),
    sessionContext: z.strictObject({
      sessionIssuer: z.strictObject({ type: z.literal("Role"), ...principal, userName: text }),
      attributes: z.strictObject({ creationDate: time, mfaAuthenticated: z.enum(["true", "false"]) }),
    }),
  }),
  z.strictObject({ type: z.literal("AWSService"), invokedBy: z.string().endsWith(".amazonaws.com") }),
]);

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
const record = z.strictObject({
  eventVersion: z.string().regex(/^1\.\d\d$/),
  userIdentity,
  eventTime: time,
  eventSource: z.string().regex(/^[a-z0-9]+\.amazonaws\.com$/),
  eventName: z.string().regex(/^[A-Z][A-Za-z0-9]+$/),
  awsRegion: z.string().regex(/^[a-z]{2}-[a-z]+-\d$/),
  sourceIPAddress: text,
  userAgent: text,
  errorCode: text.optional(),
  errorMessage: text.optional(),
  requestParameters: anything.nullable(),
  responseElements: anything.nullable(),
  additionalEventData: anything.optional(),
  requestID: z.uuidv4(),
  eventID: z.uuidv4(),
  readOnly: z.boolean(),
  eventType: z.enum(["AwsApiCall", "AwsConsoleSignIn", "AwsServiceEvent"]),
  managementEvent: z.literal(true),
  recipientAccountId: id,
  eventCategory: z.literal("Management"),
  tlsDetails: z.strictObject({ tlsVersion: text, cipherSuite: text, clientProvidedHostHeader: text }).optional(),
  sessionCredentialFromConsole: z.literal("true").optional(),
});

describe("every event of a day", () => {
  test("has only fields that CloudTrail documents, with their types", () => {
    const wrong = events.flatMap((event) => record.safeParse(event).error?.issues ?? []);

    expect(wrong).toEqual([]);
  });

  test("contains no undefined value", () => {
    expect(JSON.parse(JSON.stringify(events))).toStrictEqual(events);
  });

  test("every event of a day is of this day, in order of time", () => {
    const times = events.map(({ eventTime }) => eventTime);

    expect(times.filter((eventTime) => !eventTime.startsWith("2026-03-04T"))).toEqual([]);
    expect(times).toEqual(times.toSorted());
  });

  test("has unique ids", () => {
    const ids = events.flatMap(({ eventID, requestID }) => [eventID, requestID]);

    expect(new Set(ids).size).toBe(events.length * 2);
  });

  test("every event of a day is read-only only if its name is the name of a read call", () => {
    const names = (readOnly: boolean) =>
      distinct(events.filter((event) => event.readOnly === readOnly).map(({ eventName }) => eventName));

    expect(names(true)).toEqual([
      "AssumeRole",
      "DescribeInstances",
      "DescribeLogGroups",
      "DescribeSecurityGroups",
      "DescribeSnapshots",
      "GenerateDataKey",
      "GetBucketPolicy",
      "GetCallerIdentity",
      "GetLogEvents",
      "GetRolePolicy",
      "ListAccounts",
      "ListBuckets",
      "ListPolicies",
      "ListRoles",
      "ListSecrets",
    ]);
    expect(names(false)).toEqual([
      "AttachUserPolicy",
      "AuthorizeSecurityGroupIngress",
      "ConsoleLogin",
      "CreateAccessKey",
      "CreateRoute",
      "CreateUser",
      "DeleteFlowLogs",
      "DeleteLogGroup",
      "MoveAccount",
      "PutBucketPolicy",
      "RunInstances",
      "ScheduleKeyDeletion",
      "StartSession",
      "StopConfigurationRecorder",
      "StopLogging",
      "UpdateFunctionCode20150331v2",
    ]);
  });
});

describe("a generated day", () => {
  test("a generated day is the same in every run", () => {
    expect(dayOfEvents(daySource)).toEqual(events);
  });

  test("differs from another day in more than its date", () => {
    const other = dayOfEvents({ ...daySource, day: "2026-03-05" });
    const timesOfDay = (of: typeof events) => of.map(({ eventTime, eventName }) => eventTime.slice(11) + eventName);

    expect(timesOfDay(other)).not.toEqual(timesOfDay(events));
  });

  test("has events of every account and event version, in the home region, the region of global services and the remote region", () => {
    expect(seen(({ recipientAccountId }) => recipientAccountId)).toEqual([1, 2, 3, 4].map(account));
    expect(seen(({ eventVersion }) => eventVersion)).toEqual(["1.08", "1.09", "1.10", "1.11"]);
    expect(seen(({ awsRegion }) => awsRegion)).toEqual(["ap-southeast-1", "eu-west-1", "us-east-1"]);
  });

  test("has events of each hour in each account, in both regions", () => {
    const ordinary = events.filter(({ awsRegion }) => awsRegion !== "ap-southeast-1");
    const hours = distinct(
      ordinary.map(({ recipientAccountId, awsRegion, eventTime }) =>
        [recipientAccountId, awsRegion, eventTime.slice(11, 13)].join(),
      ),
    );

    expect(hours).toHaveLength(4 * 2 * 24);
  });

  test("has events of several people", () => {
    const people = seen((event) => /\/(\w+)@example\.com$/.exec(event.userIdentity.arn ?? "")?.[1] ?? "");

    expect(people).toEqual(["", "ada", "grace", "linus"]);
  });

  test("distributes the events of an hour over its minutes", () => {
    expect(seen(({ eventTime }) => eventTime.slice(14, 16)).length).toBe(60);
  });

  test("contains every call of every attack, at its time", () => {
    const notified = events.filter((event) => event.awsRegion === "ap-southeast-1");

    expect(notified.map(({ eventTime, eventName }) => [eventTime, eventName])).toEqual([
      ["2026-03-04T02:31:00Z", "AuthorizeSecurityGroupIngress"],
      ["2026-03-04T02:31:40Z", "CreateRoute"],
      ["2026-03-04T02:33:10Z", "RunInstances"],
    ]);
  });

  test("matches only the detections that the attack stories name, and its ordinary traffic matches only unauthorized-api-calls", () => {
    const intruders = /build-agent|mallory|:root$|old-admin|support-2/;
    const noticed = events.flatMap((event) =>
      detectionsOf(event).map((detection) => ({ detection, isStory: intruders.test(event.userIdentity.arn ?? "") })),
    );
    const named = distinct(attackStories.flatMap(({ noticedBy }) => noticedBy));
    const ofOrdinaryTraffic = noticed.filter(({ isStory }) => !isStory);

    expect(distinct(noticed.map(({ detection }) => detection))).toEqual(named);
    expect(distinct(ofOrdinaryTraffic.map(({ detection }) => detection))).toEqual(["unauthorized-api-calls"]);
  });

  test("contains the ordinary traffic only once if the home region is us-east-1", () => {
    const american = dayOfEvents({ ...daySource, home: "us-east-1" });
    const keys = american.filter(({ eventName }) => eventName === "GenerateDataKey");

    expect(keys).toHaveLength(4 * 24);
  });

  test.each([[[]], [[account(3)]]])("fails for %j, because the attacks require two members", (members) => {
    expect(() => dayOfEvents({ ...daySource, members })).toThrow(
      `generated events need two member accounts, got ${members.length}; create at least two`,
    );
  });

  test("has no attacks in additional members", () => {
    const larger = dayOfEvents({ ...daySource, members: [...daySource.members, account(5)] });
    const further = larger.filter(({ recipientAccountId }) => recipientAccountId === account(5));

    expect(further.length).toBeGreaterThan(100);
    expect(distinct(further.flatMap(detectionsOf))).toEqual(["unauthorized-api-calls"]);
  });
});

test.each([
  ["2026-03-04T00:00:00Z", "2026-03-03"],
  ["2026-03-04T12:00:00Z", "2026-03-03"],
  ["2026-03-04T23:59:59.999Z", "2026-03-03"],
  ["2026-03-05T00:00:00Z", "2026-03-04"],
  ["2026-01-01T00:00:00Z", "2025-12-31"],
  ["2028-03-01T08:00:00Z", "2028-02-29"],
  ["2026-03-04T23:30:00+14:00", "2026-03-03"],
])("the day to generate at %s is %s", (now, day) => {
  expect(dayToWrite(new Date(now))).toBe(day);
});

test("the day to generate depends on the clock", () => {
  jest.useFakeTimers({ now: new Date("2026-03-04T12:00:00Z") });

  expect(dayToWrite()).toBe("2026-03-03");

  jest.useRealTimers();
});
