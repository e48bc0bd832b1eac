import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PutBucketLifecycleConfigurationCommand, S3Client } from "@aws-sdk/client-s3";
import { rootUserCredentials, s3Config } from "../../../local-aws/clients";
import { checkResult } from "../../../shared/child-process";
import type { LocalDeployment } from "../../../local-aws/terraform/deployment";
import { awsEnvironment } from "../../../local-aws/terraform/deployment";
import { type PlannedChange, plannedChanges } from "../../../local-aws/terraform/plan";
import { terraform, terraformEnvironment } from "../../../local-aws/terraform/terraform";
import { arn } from "../../../sample-data/values";

const region = "eu-west-1";
const cloudTrail = "cloudtrail.amazonaws.com";

/** Names of the resources that an organization created by hand before it used this project. */
export interface HandMade {
  readonly trailName: string;
  readonly bucketName: string;
  readonly logGroupName: string;
  readonly databaseName: string;
  readonly workgroupName: string;
}

/** Names of other resources that begin the same. */
export const handMade = (name: string): HandMade => ({
  trailName: `${name}-trail`,
  bucketName: `${name}-cloudtrail-logs`,
  logGroupName: `/${name}/cloudtrail`,
  databaseName: `${name}_logs`,
  workgroupName: `${name}-people`,
});

/** Providers of the two accounts for the emulator. */
function providers({ logArchive }: LocalDeployment["organization"]) {
  const settings = { region, s3_use_path_style: true, skip_metadata_api_check: "true", skip_region_validation: true };
  const role_arn = arn("iam", "", logArchive, "role/OrganizationAccountAccessRole");
  return [settings, { ...settings, alias: "archive", assume_role: [{ role_arn }] }];
}

const allow = (Sid: string, Principal: object, Action: string | string[], Resource: string | string[]) => ({
  Sid,
  Effect: "Allow",
  Principal,
  Action,
  Resource,
});

const policyOf = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });

/**
 * Terraform of a typical hand-made organization trail: without a key prefix, with basic event selectors, a bucket without
 * versions, a key with a plain policy, and a log group without a key.
 */
function rootOf({ organization }: LocalDeployment, names: HandMade) {
  const { management, logArchive, id } = organization;
  const { bucketName } = names;
  const bucketArn = arn("s3", "", "", bucketName);
  const bucket = "${aws_s3_bucket.logs.bucket}";
  const inArchive = { provider: "aws.archive" };
  const service = { Service: cloudTrail };
  const written = [management, id].map((folder) => `${bucketArn}/AWSLogs/${folder}/*`);
  const administration = allow("Root", { AWS: arn("iam", "", logArchive, "root") }, "kms:*", "*");
  return {
    terraform: { required_providers: { aws: { source: "hashicorp/aws", version: "5.100.0" } } },
    provider: { aws: providers(organization) },
    resource: {
      aws_kms_key: {
        logs: {
          ...inArchive,
          policy: policyOf(administration, allow("Trail", service, ["kms:GenerateDataKey*", "kms:DescribeKey"], "*")),
        },
      },
      aws_s3_bucket: { logs: { ...inArchive, bucket: bucketName } },
      aws_s3_bucket_public_access_block: {
        logs: { ...inArchive, bucket, block_public_acls: true, block_public_policy: true },
      },
      aws_s3_bucket_ownership_controls: {
        logs: { ...inArchive, bucket, rule: { object_ownership: "BucketOwnerPreferred" } },
      },
      aws_s3_bucket_server_side_encryption_configuration: {
        logs: {
          ...inArchive,
          bucket,
          rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
        },
      },
      aws_s3_bucket_policy: {
        logs: {
          ...inArchive,
          bucket,
          policy: policyOf(
            allow("Acl", service, "s3:GetBucketAcl", bucketArn),
            allow("Write", service, "s3:PutObject", written),
          ),
          depends_on: ["aws_s3_bucket_public_access_block.logs"],
        },
      },
      aws_glue_catalog_database: { logs: { ...inArchive, name: names.databaseName } },
      aws_glue_catalog_table: {
        own: {
          ...inArchive,
          name: "their_table",
          database_name: "${aws_glue_catalog_database.logs.name}",
          table_type: "EXTERNAL_TABLE",
          storage_descriptor: { location: `s3://${bucketName}/their-table` },
        },
      },
      aws_athena_workgroup: {
        people: { ...inArchive, name: names.workgroupName, configuration: { enforce_workgroup_configuration: true } },
      },
      aws_cloudwatch_log_group: { trail: { name: names.logGroupName, retention_in_days: 30 } },
      aws_iam_role: {
        trail: {
          name: `${names.trailName}-to-logs`,
          assume_role_policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: { Effect: "Allow", Principal: service, Action: "sts:AssumeRole" },
          }),
        },
      },
      aws_iam_role_policy: {
        trail: {
          role: "${aws_iam_role.trail.name}",
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: { Effect: "Allow", Action: "logs:*", Resource: "*" },
          }),
        },
      },
      aws_cloudtrail: {
        trail: {
          name: names.trailName,
          is_organization_trail: true,
          is_multi_region_trail: true,
          s3_bucket_name: bucket,
          kms_key_id: "${aws_kms_key.logs.arn}",
          cloud_watch_logs_group_arn: "${aws_cloudwatch_log_group.trail.arn}:*",
          cloud_watch_logs_role_arn: "${aws_iam_role.trail.arn}",
          event_selector: [{ include_management_events: true, read_write_type: "WriteOnly" }],
          depends_on: ["aws_s3_bucket_policy.logs", "aws_iam_role_policy.trail"],
        },
      },
    },
    output: { key: { value: "${aws_kms_key.logs.arn}" } },
  };
}

/** Sets the lifecycle of the bucket. The provider would wait for half a minute until S3 has returned it three times. */
async function keepForTenYears({ address, organization }: LocalDeployment, Bucket: string): Promise<void> {
  const s3 = new S3Client(s3Config(address, region, rootUserCredentials(organization.logArchive)));
  const rule = { ID: "age", Status: "Enabled", Filter: { Prefix: "" }, Expiration: { Days: 3650 } } as const;
  await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: [rule] } }));
}

const folderOf = (deployment: LocalDeployment, { trailName }: HandMade) =>
  join(deployment.folder, `hand-made-${trailName}`);

/** Runs Terraform in the root of the hand-made resources. */
async function runByHand(deployment: LocalDeployment, names: HandMade, args: readonly string[]): Promise<string> {
  const { address, organization } = deployment;
  const env = { ...terraformEnvironment(), ...awsEnvironment(address, organization.administrator) };
  const result = await terraform(folderOf(deployment, names), [...args, "-no-color"], { env });
  checkResult(`terraform ${args.join(" ")}`, result);
  return result.stdout;
}

/** Returns what the owner's Terraform would change back. */
export async function planByHand(deployment: LocalDeployment, names: HandMade): Promise<PlannedChange[]> {
  await runByHand(deployment, names, ["plan", "-input=false", "-out=by-hand.tfplan"]);
  return plannedChanges(JSON.parse(await runByHand(deployment, names, ["show", "-json", "by-hand.tfplan"])));
}

/** Creates a hand-made trail with plain Terraform. Returns the ARN of its key. */
export async function makeByHand(deployment: LocalDeployment, names: HandMade): Promise<string> {
  const folder = folderOf(deployment, names);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify(rootOf(deployment, names)));
  const run = (...args: readonly string[]) => runByHand(deployment, names, args);
  await run("init", "-input=false");
  await run("apply", "-auto-approve", "-input=false");
  await keepForTenYears(deployment, names.bucketName);
  return JSON.parse(await run("output", "-json", "key")) as string;
}
