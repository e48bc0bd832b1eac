import { CloudwatchLogDataProtectionPolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-data-protection-policy";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { SsmDocument } from "@cdktf/provider-aws/lib/ssm-document";
import { maskingPolicy } from "../../../../modules/iam/masking-policy";
import { SessionPreferences, type SessionPreferencesProps } from "../../../../modules/sessions/session-preferences";
import { type Attributes, synth } from "../../../support/synth";
import { account, arn, partition } from "../../../../sample-data/values";

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

test("each region has the document with the name that Session Manager requires", () => {
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

test("transcripts are written to the folder of the account and region, from which the table reads", () => {
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

test("sessions are encrypted with the key of the region, if there is one", () => {
  const keysOf = (resources: ReturnType<typeof preferences>) =>
    resources.all(SsmDocument).map((document) => inputsOf(document).kmsKeyId);

  expect(keysOf(preferences())).toEqual([...keys("sessions").values()]);
  expect(keysOf(preferences({ sessionKeyArns: new Map() }))).toEqual(["", ""]);
});

test("sessions of each region are streamed to an encrypted log group with a retention", () => {
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

test("no log group exists without streaming, and no node may write to a log group", () => {
  const resources = preferences({ logGroupName: undefined });
  const [node] = resources.all(IamPolicy);

  expect(resources.all(CloudwatchLogGroup)).toEqual([]);
  expect(node.policy).not.toContain("logs:");
});

test("only existing documents are imported, by name and region", () => {
  expect(preferences().json.import).toBeUndefined();
  expect(preferences({ adoptedRegions: ["us-east-1"] }).json.import).toEqual([
    { id: "SSM-SessionManagerRunShell@us-east-1", to: expect.stringMatching(/^aws_ssm_document\.Sessions_us-east-1_/) },
  ]);
  // The import id has no region suffix in the provider's own region, so that provider 5 accepts it
  expect(preferences({ adoptedRegions: regions }).json.import.map(({ id }: Attributes) => id)).toEqual([
    "SSM-SessionManagerRunShell",
    "SSM-SessionManagerRunShell@us-east-1",
  ]);
});

test("nodes have a policy to record sessions, and users have a policy that denies other documents", () => {
  const [node, document, ...others] = preferences().all(IamPolicy);

  expect(others).toEqual([]);
  expect([node.name, document.name]).toEqual(["acme-session-node", "acme-require-session-document"]);
  expect(node.policy).toContain("s3:GetEncryptionConfiguration");
  for (const keyArn of keys("sessions").values()) expect(node.policy).toContain(keyArn);
  expect(JSON.parse(document.policy).Statement).toEqual([
    expect.objectContaining({ Effect: "Deny", Action: "ssm:StartSession" }),
  ]);
});

describe("the masking of transcripts", () => {
  test("the masking of transcripts is set on the log group of every region, before the document streams sessions to it", () => {
    const masked = preferences({ maskedDataIdentifiers: ["AwsSecretKey", "EmailAddress"] });

    const policies = masked.all(CloudwatchLogDataProtectionPolicy);
    expect(policies.map(({ policy_document: policy }) => policy)).toEqual(
      regions.map(() => maskingPolicy(partition, ["AwsSecretKey", "EmailAddress"])),
    );
    for (const { depends_on: dependsOn } of masked.all(SsmDocument)) {
      expect(dependsOn).toEqual([expect.stringMatching(/^aws_cloudwatch_log_data_protection_policy\./)]);
    }
  });

  test.each([
    ["no kinds of data", {}],
    ["no log group", { maskedDataIdentifiers: ["EmailAddress"], logGroupName: undefined }],
  ])("the masking of transcripts with %s has no policy", (_what, props) => {
    expect(preferences(props).all(CloudwatchLogDataProtectionPolicy)).toEqual([]);
  });
});
