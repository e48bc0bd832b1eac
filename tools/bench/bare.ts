import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigConfigurationRecorder } from "@cdktf/provider-aws/lib/config-configuration-recorder";
import { ConfigConfigurationRecorderStatus } from "@cdktf/provider-aws/lib/config-configuration-recorder-status";
import { ConfigDeliveryChannel } from "@cdktf/provider-aws/lib/config-delivery-channel";
import { DataAwsKmsKey } from "@cdktf/provider-aws/lib/data-aws-kms-key";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, LocalBackend, TerraformOutput, TerraformResource, TerraformStack } from "cdktf";
import { bareForwarder } from "./bare-forwarder";
import type { BenchOrganization } from "./organization";

/**
 * The same resources as the product makes, created one after the other with cdktf and nothing else: no
 * configuration, no module, no check. The members, nearly all of the work, are written out; the two core stacks
 * are read back from what the product synthesized.
 */
const [organizationFile = "", synthesized = ""] = process.argv.slice(2);
const organization: BenchOrganization = JSON.parse(readFileSync(organizationFile, "utf8"));
// What the product does too; without it the comparison shows what that is worth
if (process.env.BENCH_TOKEN_TRACES === "off") Error.prepareStackTrace = () => "";

/** What the members forward, as the product wrote it. */
const eventPatterns = [...new Set(eventPatternsOf(`member-${organization.members[0]?.name}`))];

const app = new App({ stackTraces: false });
core("log-archive");
core("management");
for (const { name, id } of organization.members) member(organization, name, id);
app.synth();

function eventPatternsOf(stack: string): string[] {
  const { resource } = JSON.parse(readFileSync(join(synthesized, "stacks", stack, "cdk.tf.json"), "utf8"));
  return Object.values<{ event_pattern: string }>(resource.aws_cloudwatch_event_rule).map((rule) => rule.event_pattern);
}

function member(benchOrganization: BenchOrganization, name: string, id: string): void {
  const { regions, homeRegion, partition, bucket, keyAlias, globalRegions } = benchOrganization;
  const stack = new TerraformStack(app, `member-${name}`);
  const provider = (region: string) => ({
    region,
    allowedAccountIds: [id],
    defaultTags: [{ tags: { ManagedBy: "trailkeeper", Stack: `member-${name}` } }],
    assumeRole: [{ roleArn: `arn:${partition}:iam::${id}:role/deploy`, sessionName: "bench" }],
  });
  new AwsProvider(stack, "aws", provider(homeRegion));
  const global = globalRegions.map((alias) => new AwsProvider(stack, alias, { alias, ...provider(alias) }));
  bareForwarder(stack, benchOrganization, id, eventPatterns, global);
  new LocalBackend(stack, { path: `${name}.tfstate` });
  stack.addOverride("terraform.required_version", ">= 1.10.0");
  stack.addOverride("terraform.required_providers.aws.version", "~> 6.25");

  const key = new DataAwsKmsKey(stack, "key", { keyId: keyAlias });
  const role = new IamRole(stack, "role", {
    name: "config-recorder",
    description: "Lets AWS Config record this account",
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "config.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "aws:SourceAccount": id } },
        },
      ],
    }),
  });
  const reads = new IamRolePolicyAttachment(stack, "reads", {
    role: role.name,
    policyArn: `arn:${partition}:iam::aws:policy/service-role/AWS_ConfigRole`,
  });
  const bucketArn = `arn:${partition}:s3:::${bucket}`;
  const delivers = new IamRolePolicy(stack, "delivers", {
    name: "deliver",
    role: role.id,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "CheckBucket",
          Effect: "Allow",
          Action: ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:ListBucket"],
          Resource: bucketArn,
        },
        {
          Sid: "Deliver",
          Effect: "Allow",
          Action: ["s3:PutObject"],
          Resource: `${bucketArn}/config-logs/AWSLogs/${id}/Config/*`,
          Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } },
        },
        { Sid: "Encrypt", Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: key.arn },
      ],
    }),
  });

  for (const region of regions) {
    const elsewhere = region === homeRegion ? {} : { region };
    const recorder = new ConfigConfigurationRecorder(stack, `recorder-${region}`, {
      name: "default",
      roleArn: role.arn,
      recordingGroup: { allSupported: true, includeGlobalResourceTypes: region === homeRegion },
      recordingMode: { recordingFrequency: "CONTINUOUS" },
      dependsOn: [reads, delivers],
      ...elsewhere,
    });
    const channel = new ConfigDeliveryChannel(stack, `channel-${region}`, {
      name: "default",
      s3BucketName: bucket,
      s3KeyPrefix: "config-logs",
      s3KmsKeyArn: key.arn,
      snapshotDeliveryProperties: { deliveryFrequency: "TwentyFour_Hours" },
      dependsOn: [recorder],
      ...elsewhere,
    });
    new ConfigConfigurationRecorderStatus(stack, `status-${region}`, {
      name: recorder.name,
      isEnabled: true,
      dependsOn: [channel],
      ...elsewhere,
    });
  }
}

function core(name: string): void {
  const { resource, output } = JSON.parse(readFileSync(join(synthesized, "stacks", name, "cdk.tf.json"), "utf8"));
  const stack = new TerraformStack(app, name);
  new AwsProvider(stack, "aws", { region: organization.homeRegion });
  for (const [type, instances] of Object.entries<Record<string, object>>(resource)) {
    for (const [id, attributes] of Object.entries(instances)) {
      const element = new TerraformResource(stack, `${type}-${id}`, { terraformResourceType: type });
      for (const [attribute, value] of Object.entries(attributes)) {
        if (attribute !== "//") element.addOverride(attribute, value);
      }
    }
  }
  for (const [id, { value }] of Object.entries<{ value: string }>(output)) new TerraformOutput(stack, id, { value });
}
