import { readPolicy } from "../../../../aws-semantics/iam/read-policy";
import { explain } from "../../../../aws-semantics/iam/explain";
import type { PolicyRequest } from "../../../../aws-semantics/iam/request";
import { grants, thisBucket, trailArn } from "../../../support/grants";
import { account } from "../../../../sample-data/values";

const policy = readPolicy(
  "the archive",
  "resource",
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      ...grants.trailDelivery(),
      { Sid: "No", Effect: "Deny", Principal: "*", Action: "s3:DeleteObject", Resource: "*" },
    ],
  }),
);
const file = `${thisBucket}/cloudtrail-logs/AWSLogs/o-a1b2c3d4e5/${account(3)}/CloudTrail/eu-west-1/2026/01/31/a.json.gz`;
const request: PolicyRequest = {
  caller: { kind: "service", service: "cloudtrail.amazonaws.com" },
  action: "s3:PutObject",
  resource: file,
  resourceAccount: account(2),
  context: { "s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceArn": trailArn },
};
const notified = (change: Partial<PolicyRequest>) =>
  explain({ resource: policy, identity: [] }, { ...request, ...change });

describe("explain", () => {
  test("names the statement that allows the request", () => {
    expect(notified({})).toBe(
      `s3:PutObject on ${file} is allowed by AWSCloudTrailOrganizationWrite20150319 of the archive`,
    );
  });

  test("names the statement that denies the request", () => {
    expect(notified({ action: "s3:DeleteObject" })).toBe(`s3:DeleteObject on ${file} is denied by No of the archive`);
  });

  test("names the condition of the statement that the request does not meet", () => {
    const other = trailArn.replace("organization", "other");
    const text = notified({ context: { "aws:SourceArn": other } });

    expect(text).toContain("is not allowed: the resource's policy has no statement that allows it");
    expect(text).toContain(
      `AWSCloudTrailOrganizationWrite20150319 of the archive: StringEquals aws:SourceArn requires ${trailArn}, the request has ${other}`,
    );
    expect(text).toContain("StringEquals s3:x-amz-acl requires bucket-owner-full-control, the request has none");
  });

  test("explains that the path differs", () => {
    const text = notified({ resource: `${thisBucket}/AWSLogs/${account(3)}/a.json.gz` });

    expect(text).toContain("AWSCloudTrailWrite20150319 of the archive: Resource is");
    expect(text).toContain(`${thisBucket}/cloudtrail-logs/AWSLogs/${account(1)}/*`);
  });

  test("ignores statements for other callers or actions", () => {
    expect(notified({ action: "s3:PutObjectAcl" }).split("\n")).toHaveLength(1);
    expect(notified({ caller: { kind: "service", service: "config.amazonaws.com" } }).split("\n")).toHaveLength(1);
  });
});
