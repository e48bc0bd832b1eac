import { account, arn } from "../../../../sample-data/values";
import { problemsOf } from "../../config/configuration";

const splunk = {
  name: "splunk",
  logs: ["flowLogs"],
  readerArn: arn("iam", "", account(6), "role/log-reader"),
  externalId: "acme-only",
};
const sentinel = { name: "sentinel", logs: ["trail"], sentinelWorkspaceId: "6b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c4d" };
const problems = (...siemFeeds: object[]) => problemsOf({ siemFeeds });
const without = (feed: object, ...names: string[]) =>
  Object.fromEntries(Object.entries(feed).filter(([name]) => !names.includes(name)));

describe("the reader of a SIEM feed", () => {
  test("the reader of a SIEM feed is an AWS principal with an external id, or a Microsoft Sentinel workspace", () => {
    expect(problems(splunk, sentinel)).toEqual([]);
  });

  test.each(["readerArn", "externalId"])("fails without %s", (name) => {
    expect(problems(without(splunk, name))).toEqual([
      expect.stringContaining(
        `siemFeeds[0].${name}: required, because only this principal with this external id may assume the role`,
      ),
    ]);
  });

  test("fails if the feed has no reader", () => {
    expect(problems(without(splunk, "readerArn", "externalId"))).toEqual([
      expect.stringContaining(
        "siemFeeds[0]: the feed has no reader; set readerArn and externalId, or sentinelWorkspaceId",
      ),
    ]);
  });

  test("fails if the feed has both kinds of reader", () => {
    expect(problems({ ...splunk, sentinelWorkspaceId: sentinel.sentinelWorkspaceId })).toEqual([
      expect.stringContaining("siemFeeds[0].readerArn: has no effect with sentinelWorkspaceId"),
      expect.stringContaining("siemFeeds[0].externalId: has no effect with sentinelWorkspaceId"),
    ]);
  });

  test.each([
    [arn("iam", "", account(6), "root"), true],
    [arn("iam", "", account(6), "user/siem/reader"), true],
    ["*", false],
    [account(6), false],
    [arn("iam", "", "*", "root"), false],
    [arn("iam", "", account(6), "role/*"), false],
    [arn("sts", "", account(6), "assumed-role/reader/session"), false],
  ])("%s is accepted: %s", (readerArn, isAccepted) => {
    expect(problems({ ...splunk, readerArn })).toHaveLength(isAccepted ? 0 : 1);
  });

  test("fails if it belongs to another partition", () => {
    expect(problems({ ...splunk, readerArn: splunk.readerArn.replace(":aws:", ":aws-cn:") })).toEqual([
      expect.stringContaining("siemFeeds[0].readerArn: not an ARN of partition aws"),
    ]);
  });

  test.each([
    ["x", false],
    ["xx", true],
    ["x".repeat(1_224), true],
    ["x".repeat(1_225), false],
    ["with a space", false],
  ])("the reader of a SIEM feed may have the external id %s: %s", (externalId, isAccepted) => {
    expect(problems({ ...splunk, externalId })).toHaveLength(isAccepted ? 0 : 1);
  });
});

describe("the logs of a SIEM feed", () => {
  test("fail if one is listed twice, and a name of a feed fails if it is used twice", () => {
    expect(problems({ ...splunk, logs: ["flowLogs", "flowLogs"] }, splunk)).toEqual([
      expect.stringContaining("siemFeeds[1].name: duplicate of siemFeeds[0].name"),
      expect.stringContaining("siemFeeds[0].logs[1]: duplicate of siemFeeds[0].logs[0]"),
    ]);
  });

  test("the logs of a SIEM feed may be the same in two feeds", () => {
    expect(problems(splunk, { ...splunk, name: "elastic" })).toEqual([]);
  });

  test("fail if their log source is disabled", () => {
    expect(problems({ ...splunk, logs: ["webAclLogs"] })).toEqual([
      expect.stringContaining("siemFeeds[0].logs[0]: logSources.webAclLogs is disabled"),
    ]);
  });

  test("fail if the bucket of the trail belongs to another owner", () => {
    const adopted = {
      mode: "adopt",
      existing: {
        trailArn: arn("cloudtrail", "eu-west-1", account(1), "trail/organization"),
        trailBucket: "acme-logs",
        kmsKeyArn: arn("kms", "eu-west-1", account(2), "key/theirs"),
      },
    };

    expect(problemsOf({ ...adopted, siemFeeds: [{ ...splunk, logs: ["awsConfig", "trail"] }] })).toEqual([
      expect.stringContaining("siemFeeds[0].logs[1]: the bucket of the trail belongs to another owner"),
    ]);
    expect(problemsOf({ ...adopted, siemFeeds: [splunk] })).toEqual([]);
  });

  test.each([0, 11])("fail with %d feeds or classes, which is too few or too many", (count) => {
    const feeds = Array.from({ length: count }, (_, i) => ({ ...splunk, name: `feed-${i}` }));

    expect(count === 0 ? problems({ ...splunk, logs: [] }) : problems(...feeds)).toHaveLength(1);
  });
});
