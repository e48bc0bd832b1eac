import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { SsmDocument } from "@cdktf/provider-aws/lib/ssm-document";
import { SessionPreferences, type SessionPreferencesProps } from "../../../../modules/sessions/session-preferences";
import { type Attributes, synth } from "../../../support/synth";
import { account, arn, partition } from "../../../support/values";

const regions = ["eu-west-1", "us-east-1"];
const keys = (name: string) =>
  new Map(regions.map((region) => [region, arn("kms", region, account(3), `key/${name}`)]));

const preferences = (props: Partial<SessionPreferencesProps> = {}) =>
  synth((scope) => {
    new SessionPreferences(scope, "Sessions", {
      partition,
      accountId: account(3),
      homeRegion: "eu-west-1",
      regions,
      documentName: "SSM-SessionManagerRunShell",
      adoptedRegions: [],
      bucketName: "acme-service-logs",
      bucketArn: arn("s3", "", "", "acme-service-logs"),
      folder: `ssm-logs/AWSLogs/${account(3)}/sessions`,
      archiveKeyArn: arn("kms", "eu-west-1", account(2), "key/archive"),
      s3ViaService: "s3.eu-west-1.amazonaws.com",
      logGroupName: "/aws/ssm/acme-sessions",
      logGroupRetentionDays: 30,
      logKeyArns: keys("logs"),
      sessionKeyArns: keys("sessions"),
      idleTimeoutMinutes: 15,
      maxDurationMinutes: 480,
      runAs: undefined,
      nodePolicyName: "acme-session-node",
      documentPolicyName: "acme-require-session-document",
      ...props,
    });
  });
const inputsOf = ({ content }: Attributes) => JSON.parse(content).inputs;

test("each region has the document under the one name that Session Manager looks for", () => {
  const documents = preferences().all(SsmDocument);

  expect(documents.map(({ region = "eu-west-1" }) => region)).toEqual(regions);
  for (const document of documents) {
    expect(document).toMatchObject({
      name: "SSM-SessionManagerRunShell",
      document_type: "Session",
      document_format: "JSON",
    });
  }
});

test("transcripts lie in the folder of account and region, where the table reads them", () => {
  for (const [i, document] of preferences().all(SsmDocument).entries()) {
    expect(inputsOf(document)).toMatchObject({
      s3BucketName: "acme-service-logs",
      s3KeyPrefix: `ssm-logs/AWSLogs/${account(3)}/sessions/${regions[i]}`,
      s3EncryptionEnabled: true,
      idleSessionTimeout: "15",
      maxSessionDuration: "480",
    });
  }
});

test("sessions are encrypted with the key of the region, where there is one", () => {
  const keysOf = (resources: ReturnType<typeof preferences>) =>
    resources.all(SsmDocument).map((document) => inputsOf(document).kmsKeyId);

  expect(keysOf(preferences())).toEqual([...keys("sessions").values()]);
  expect(keysOf(preferences({ sessionKeyArns: new Map() }))).toEqual(["", ""]);
});

test("sessions are streamed to an encrypted log group of each region that has an end", () => {
  const resources = preferences();

  expect(resources.all(CloudwatchLogGroup)).toHaveLength(2);
  for (const [i, region] of regions.entries()) {
    expect(resources.all(CloudwatchLogGroup)[i]).toMatchObject({
      name: "/aws/ssm/acme-sessions",
      retention_in_days: 30,
      kms_key_id: keys("logs").get(region),
    });
    expect(inputsOf(resources.all(SsmDocument)[i])).toMatchObject({
      cloudWatchStreamingEnabled: true,
      cloudWatchEncryptionEnabled: true,
      cloudWatchLogGroupName: expect.stringMatching(
        new RegExp(`^\\$\\{aws_cloudwatch_log_group\\.Sessions_${region}_LogGroup_[A-Z0-9]+\\.name\\}$`),
      ),
    });
  }
});

test("without a log group there is none, and no node may write to any", () => {
  const resources = preferences({ logGroupName: undefined });
  const [node] = resources.all(IamPolicy);

  expect(resources.all(CloudwatchLogGroup)).toEqual([]);
  expect(node.policy).not.toContain("logs:");
});

test("documents that exist are taken over, each by its name and region, and no others", () => {
  expect(preferences().json.import).toBeUndefined();
  expect(preferences({ adoptedRegions: ["us-east-1"] }).json.import).toEqual([
    { id: "SSM-SessionManagerRunShell@us-east-1", to: expect.stringMatching(/^aws_ssm_document\.Sessions_us-east-1_/) },
  ]);
  // Without a suffix in the provider's own region, so that provider 5 accepts it
  expect(preferences({ adoptedRegions: regions }).json.import.map(({ id }: Attributes) => id)).toEqual([
    "SSM-SessionManagerRunShell",
    "SSM-SessionManagerRunShell@us-east-1",
  ]);
});

test("nodes have a policy to record with, and users one that keeps them from other documents", () => {
  const [node, document, ...others] = preferences().all(IamPolicy);

  expect(others).toEqual([]);
  expect([node.name, document.name]).toEqual(["acme-session-node", "acme-require-session-document"]);
  expect(node.policy).toContain("s3:GetEncryptionConfiguration");
  for (const keyArn of keys("sessions").values()) expect(node.policy).toContain(keyArn);
  expect(JSON.parse(document.policy).Statement).toEqual([
    expect.objectContaining({ Effect: "Deny", Action: "ssm:StartSession" }),
  ]);
});
