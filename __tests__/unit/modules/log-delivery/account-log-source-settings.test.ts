import {
  type AccountLogSourcesProps,
  sourceProblems,
} from "../../../../modules/log-delivery/account-log-source-settings";
import { account, arn } from "../../../../sample-data/values";

const keyArn = arn("kms", "eu-west-1", account(2), "key/abcd");
const right: AccountLogSourcesProps = {
  namePrefix: "acme",
  accountId: account(3),
  region: "eu-west-1",
  archive: { bucketName: "acme-logs", keyArn },
  flowLogs: {},
};
const logGroup = { name: "/aws/lambda/payments", retentionDays: 30 };
const accessLogs = {
  loggedBucketNames: ["acme-invoices"],
  destinationBucketName: "acme-access",
  organizationId: "o-a1b2c3d4e5",
};
const wrongArchive = { bucketName: "A", keyArn: "abcd" };
const archiveProblems = (path: string) => [
  expect.stringMatching(new RegExp(`^${path}\\.bucketName: expected a bucket name.*, got "A"$`)),
  expect.stringMatching(new RegExp(`^${path}\\.keyArn: expected the ARN of a KMS key.*, got "abcd"$`)),
];

const problemsOf = (changed: object) =>
  sourceProblems({ ...right, ...changed }).filter((problem) => problem !== undefined && problem !== "");

test("valid properties have no problems, and a disabled log source has none", () => {
  expect(problemsOf({})).toEqual([]);
  expect(
    problemsOf({
      regions: ["eu-north-1", "eu-west-1"],
      flowLogs: { vpcs: { "eu-west-1": "all", "eu-north-1": ["vpc-0a1b2c3d"] }, fields: ["srcaddr"] },
      applicationLogs: { logGroups: [logGroup] },
      accessLogs,
      awsConfig: { snapshotFrequency: "One_Hour", recordingFrequency: "DAILY" },
    }),
  ).toEqual([]);
});

test.each([
  ["flowLogs", { archive: wrongArchive }],
  ["dnsQueryLogs", { archive: wrongArchive }],
  ["transitGatewayFlowLogs", { archive: wrongArchive, transitGateways: {} }],
  ["applicationLogs", { archive: wrongArchive, logGroups: [logGroup] }],
  ["awsConfig", { archive: wrongArchive }],
])("problems are found in the archive of %s", (source, settings) => {
  expect(problemsOf({ [source]: settings })).toEqual(archiveProblems(`${source}.archive`));
});

test("problems are found in the archive of the account", () => {
  expect(problemsOf({ archive: wrongArchive })).toEqual(archiveProblems("archive"));
});

test.each([
  [{ flowLogs: undefined }, "flowLogs: expected at least one log source, got none; add one of flowLogs, "],
  [{ region: "us-iso-east-1" }, "region: expected a region of the partitions aws, aws-cn or aws-us-gov"],
  [{ regions: ["eu-north-1"] }, "regions: expected the provider's region eu-west-1 among them, got eu-north-1"],
  [{ regions: [] }, "regions: expected the provider's region eu-west-1 among them, got none"],
  [{ flowLogs: { vpcs: { everywhere: "all" } } }, "flowLogs.vpcs: regions[0]: expected a region name"],
  [{ flowLogs: { vpcs: { "eu-west-1": ["subnet-1"] } } }, "flowLogs.vpcs: eu-west-1[0]: expected the id of a VPC"],
  [{ flowLogs: { fields: [] } }, "flowLogs.fields: expected at least one field, got none"],
  [{ flowLogs: { fields: ["srcadr"] } }, "flowLogs.fields[0]: expected one of account-id"],
  [
    { transitGatewayFlowLogs: { transitGateways: { "eu-west-1": ["vpc-0a1b2c3d"] } } },
    "transitGatewayFlowLogs: eu-west-1[0]: expected the id of a transit gateway",
  ],
  [
    { webAclLogs: { webAclArns: [], bucketName: "aws-waf-logs-a" } },
    "webAclLogs.webAclArns: expected at least one web ACL",
  ],
  [
    { webAclLogs: { webAclArns: ["shop"], bucketName: "aws-waf-logs-a" } },
    "webAclLogs.webAclArns[0]: expected the ARN of",
  ],
  [
    {
      webAclLogs: {
        webAclArns: [arn("wafv2", "eu-west-1", account(3), "regional/webacl/shop/a1")],
        bucketName: "acme-logs",
      },
    },
    "webAclLogs.bucketName: expected a bucket name that begins with aws-waf-logs-",
  ],
  [{ applicationLogs: { logGroups: [] } }, "applicationLogs.logGroups: expected at least one log group, got none"],
  [
    { applicationLogs: { logGroups: [logGroup, logGroup] } },
    'applicationLogs.logGroups[1].name: expected each log group once, got "/aws/lambda/payments"',
  ],
  [
    { applicationLogs: { logGroups: [{ ...logGroup, retentionDays: 31 }] } },
    "applicationLogs.logGroups[0].retentionDays: expected one of 1, 3, 5",
  ],
  [
    { accessLogs: { ...accessLogs, loggedBucketNames: [] } },
    "accessLogs.loggedBucketNames: expected at least one bucket",
  ],
  [{ accessLogs: { ...accessLogs, organizationId: "" } }, "accessLogs.organizationId: expected an organization id"],
  [{ awsConfig: { snapshotFrequency: "Daily" } }, "awsConfig.snapshotFrequency: expected one of One_Hour"],
  [{ awsConfig: { recordingFrequency: "HOURLY" } }, "awsConfig.recordingFrequency: expected one of CONTINUOUS, DAILY"],
  [{ prefixes: { flowLogs: "/flow" } }, "prefixes.flowLogs: expected an S3 key prefix"],
])("problems of %j are found", (wrong, message) => {
  expect(problemsOf(wrong)).toEqual([expect.stringContaining(message)]);
});
