import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { administratorAccess } from "../../../local-aws/organization";
import { awsEnvironment, type LocalDeployment } from "../../../local-aws/terraform/deployment";
import { type PlannedChange, plannedChanges } from "../../../local-aws/terraform/plan";
import { terraform, terraformEnvironment } from "../../../local-aws/terraform/terraform";
import { arn } from "../../../sample-data/values";
import { checkResult } from "../../../shared/child-process";

const region = "eu-west-1";
const trailName = "aws-controltower-BaselineCloudTrail";
const logGroupName = "aws-controltower/CloudTrailLogs";
const executionRole = "AWSControlTowerExecution";

const allow = (Sid: string, Principal: object, Action: string | string[], Resource: string | string[]) => ({
  Sid,
  Effect: "Allow",
  Principal,
  Action,
  Resource,
});
const policyOf = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });

/**
 * The actions that Control Tower's controls deny to everybody. The emulator has no service control policies, so the deploying
 * principals have these statements. On AWS the controls exempt these principals, and here they do not.
 */
const guard = policyOf(
  {
    Effect: "Deny",
    Action: ["s3:DeleteBucket*", "s3:PutBucket*", "s3:Put*Configuration", "s3:PutObject"],
    Resource: ["aws-controltower-*", "aws-controltower-*/*"].map((name) => arn("s3", "", "", name)),
  },
  {
    Effect: "Deny",
    Action: [
      "cloudtrail:DeleteTrail",
      "cloudtrail:PutEventSelectors",
      "cloudtrail:StopLogging",
      "cloudtrail:UpdateTrail",
    ],
    Resource: arn("cloudtrail", "*", "*", "trail/aws-controltower-*"),
  },
  {
    Effect: "Deny",
    Action: ["logs:DeleteLogGroup", "logs:PutRetentionPolicy"],
    Resource: arn("logs", "*", "*", "log-group:aws-controltower/*"),
  },
);

/** Terraform that creates the resources of Control Tower's landing zone 3.x. */
function rootOf({ organization }: LocalDeployment) {
  const { management, logArchive, id, members } = organization;
  const payments = members[0]?.id ?? "";
  const bucketName = `aws-controltower-logs-${logArchive}-${region}`;
  const bucketArn = arn("s3", "", "", bucketName);
  const bucket = "${aws_s3_bucket.logs.bucket}";
  const inArchive = { provider: "aws.archive" };
  const inMember = { provider: "aws.member" };
  const settings = { region, s3_use_path_style: true, skip_metadata_api_check: "true", skip_region_validation: true };
  const provider = (alias: string, account: string) => ({
    ...settings,
    alias,
    assume_role: [{ role_arn: arn("iam", "", account, "role/OrganizationAccountAccessRole") }],
  });
  const trail = { Service: "cloudtrail.amazonaws.com" };
  const config = { Service: "config.amazonaws.com" };
  const executing = {
    name: executionRole,
    assume_role_policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Principal: { AWS: management }, Action: "sts:AssumeRole" },
    }),
  };
  const guarded = (name: string) => ({ role: `\${aws_iam_role.${name}.name}`, policy: guard });
  const administered = (name: string) => ({
    role: `\${aws_iam_role.${name}.name}`,
    policy_arn: administratorAccess,
  });
  return {
    terraform: { required_providers: { aws: { source: "hashicorp/aws", version: "5.100.0" } } },
    provider: { aws: [settings, provider("archive", logArchive), provider("member", payments)] },
    resource: {
      aws_iam_role: {
        archive: { ...inArchive, ...executing },
        member: { ...inMember, ...executing },
        trail: {
          name: "AWSControlTowerCloudTrailRole",
          path: "/service-role/",
          assume_role_policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: { Effect: "Allow", Principal: trail, Action: "sts:AssumeRole" },
          }),
        },
        recorder: {
          ...inMember,
          name: "aws-controltower-ConfigRecorderRole",
          assume_role_policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: { Effect: "Allow", Principal: config, Action: "sts:AssumeRole" },
          }),
        },
      },
      aws_iam_role_policy_attachment: {
        archive: { ...inArchive, ...administered("archive") },
        member: { ...inMember, ...administered("member") },
      },
      aws_iam_role_policy: {
        archive: { ...inArchive, ...guarded("archive") },
        member: { ...inMember, ...guarded("member") },
        trail: {
          role: "${aws_iam_role.trail.name}",
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: {
              Effect: "Allow",
              Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
              Resource: arn("logs", "*", "*", `log-group:${logGroupName}:*`),
            },
          }),
        },
        recorder: {
          ...inMember,
          role: "${aws_iam_role.recorder.name}",
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: { Effect: "Allow", Action: ["s3:PutObject", "s3:GetBucketAcl"], Resource: "*" },
          }),
        },
      },
      // The landing zone denies these requests to Terraform itself too
      aws_iam_user_policy: {
        guard: { user: "administrator", name: "control-tower", policy: guard, depends_on: ["aws_cloudtrail.trail"] },
      },
      aws_kms_key: {
        logs: {
          description: "Control Tower",
          policy: policyOf(
            allow("Root", { AWS: arn("iam", "", management, "root") }, "kms:*", "*"),
            allow("Trail", trail, ["kms:GenerateDataKey*", "kms:DescribeKey"], "*"),
            // The statement that docs/modes/control-tower.md requires
            {
              ...allow("LogArchiveReads", { AWS: arn("iam", "", logArchive, "root") }, "kms:Decrypt", "*"),
              Condition: { StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } },
            },
          ),
        },
      },
      aws_s3_bucket: { logs: { ...inArchive, bucket: bucketName } },
      aws_s3_bucket_public_access_block: {
        logs: { ...inArchive, bucket, block_public_acls: true, block_public_policy: true },
      },
      aws_s3_bucket_policy: {
        logs: {
          ...inArchive,
          bucket,
          policy: policyOf(
            allow("Acl", trail, "s3:GetBucketAcl", bucketArn),
            allow(
              "Write",
              trail,
              "s3:PutObject",
              [management, id].map((folder) => `${bucketArn}/${id}/AWSLogs/${folder}/*`),
            ),
            allow("ConfigAcl", config, ["s3:GetBucketAcl", "s3:ListBucket"], bucketArn),
            allow("ConfigWrite", config, "s3:PutObject", `${bucketArn}/${id}/AWSLogs/*/*`),
            allow(
              "ConfigRole",
              { AWS: "${aws_iam_role.recorder.arn}" },
              ["s3:GetBucketAcl", "s3:PutObject"],
              [bucketArn, `${bucketArn}/${id}/AWSLogs/*`],
            ),
          ),
          depends_on: ["aws_s3_bucket_public_access_block.logs"],
        },
      },
      aws_cloudwatch_log_group: { trail: { name: logGroupName, retention_in_days: 14 } },
      aws_cloudtrail: {
        trail: {
          name: trailName,
          is_organization_trail: true,
          is_multi_region_trail: true,
          enable_log_file_validation: true,
          s3_bucket_name: bucket,
          s3_key_prefix: id,
          kms_key_id: "${aws_kms_key.logs.arn}",
          cloud_watch_logs_group_arn: "${aws_cloudwatch_log_group.trail.arn}:*",
          cloud_watch_logs_role_arn: "${aws_iam_role.trail.arn}",
          depends_on: ["aws_s3_bucket_policy.logs", "aws_iam_role_policy.trail"],
        },
      },
      aws_config_configuration_recorder: {
        member: {
          ...inMember,
          name: "aws-controltower-BaselineConfigRecorder",
          role_arn: "${aws_iam_role.recorder.arn}",
        },
      },
      aws_config_delivery_channel: {
        member: {
          ...inMember,
          name: "aws-controltower-BaselineConfigDeliveryChannel",
          s3_bucket_name: bucket,
          s3_key_prefix: id,
          depends_on: [
            "aws_config_configuration_recorder.member",
            "aws_iam_role_policy.recorder",
            "aws_s3_bucket_policy.logs",
          ],
        },
      },
    },
    output: { key: { value: "${aws_kms_key.logs.arn}" } },
  };
}

/** A landing zone in the layout of Control Tower 3.x, which plain Terraform creates for another owner. */
export class LandingZone {
  private readonly folder: string;

  constructor(private readonly deployment: LocalDeployment) {
    this.folder = join(deployment.folder, "control-tower");
  }

  /** Creates the landing zone, and returns the ARN of its key. */
  async make(): Promise<string> {
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(join(this.folder, "main.tf.json"), JSON.stringify(rootOf(this.deployment)));
    await this.#run("init", "-input=false");
    await this.#run("apply", "-auto-approve", "-input=false");
    return JSON.parse(await this.#run("output", "-json", "key")) as string;
  }

  /** Returns the changes that the owner's Terraform would make now. */
  async plan(): Promise<PlannedChange[]> {
    await this.#run("plan", "-input=false", "-out=again.tfplan");
    return plannedChanges(JSON.parse(await this.#run("show", "-json", "again.tfplan")));
  }

  async #run(...args: readonly string[]): Promise<string> {
    const { address, organization } = this.deployment;
    const env = { ...terraformEnvironment(), ...awsEnvironment(address, organization.administrator) };
    const result = await terraform(this.folder, [...args, ...(args[0] === "show" ? [] : ["-no-color"])], { env });
    checkResult(`terraform ${args.join(" ")}`, result);
    return result.stdout;
  }
}
