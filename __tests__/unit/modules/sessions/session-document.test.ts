import { type SessionDocument, sessionDocument } from "../../../../modules/sessions/session-document";
import { account, arn } from "../../../../sample-data/values";

const plain: SessionDocument = {
  bucketName: "acme-service-logs",
  s3KeyPrefix: "ssm-logs/AWSLogs/a/sessions/eu-west-1",
  logGroupName: undefined,
  kmsKeyArn: undefined,
  idleTimeoutMinutes: 20,
  maxDurationMinutes: undefined,
  runAs: undefined,
};
const read = (change: Partial<SessionDocument> = {}) => JSON.parse(sessionDocument({ ...plain, ...change }));

test("the document has the schema of session preferences", () => {
  expect(read()).toMatchObject({ schemaVersion: "1.0", sessionType: "Standard_Stream" });
});

test("the document sends transcripts to the archive, and requires their encryption", () => {
  expect(read().inputs).toMatchObject({
    s3BucketName: "acme-service-logs",
    s3KeyPrefix: "ssm-logs/AWSLogs/a/sessions/eu-west-1",
    s3EncryptionEnabled: true,
    cloudWatchEncryptionEnabled: true,
  });
});

test("the document by default streams to no log group, adds no encryption and sets no user", () => {
  expect(read().inputs).toMatchObject({
    cloudWatchLogGroupName: "",
    cloudWatchStreamingEnabled: false,
    kmsKeyId: "",
    runAsEnabled: false,
    runAsDefaultUser: "",
  });
  const kmsKeyArn = arn("kms", "eu-west-1", account(3), "key/sessions");
  const all = { logGroupName: "/aws/ssm/acme-sessions", kmsKeyArn, runAs: { defaultUser: "operator" } };
  expect(read(all).inputs).toMatchObject({
    cloudWatchLogGroupName: "/aws/ssm/acme-sessions",
    cloudWatchStreamingEnabled: true,
    kmsKeyId: kmsKeyArn,
    runAsEnabled: true,
    runAsDefaultUser: "operator",
  });
});

test("the document has durations as strings, as Session Manager requires, and omits a duration without a limit", () => {
  expect(read().inputs).toMatchObject({ idleSessionTimeout: "20", maxSessionDuration: "" });
  expect(read({ maxDurationMinutes: 480 }).inputs.maxSessionDuration).toBe("480");
});

describe.each([
  ["idleTimeoutMinutes", 60],
  ["maxDurationMinutes", 1_440],
] as const)("%s", (name, most) => {
  test.each([1, 2, most - 1, most])(`${name} may be %d`, (minutes) => {
    expect(JSON.stringify(read({ [name]: minutes }))).toContain(`"${minutes}"`);
  });

  test.each([0, -1, 1.5, most + 1])("fails when it is %d", (minutes) => {
    expect(() => read({ [name]: minutes })).toThrow(
      `${name} must be a whole number of minutes from 1 to ${most}, got ${minutes}`,
    );
  });
});
