import { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import { terraformRoots } from "../../config/derived/terraform-roots";
import { managementTrail } from "../../config/names/management-trail";
import { bucketArn, namesFor } from "../../config/names/names";
import { type Account } from "../../config/derived/accounts";
import { runbooksOf } from "../../config/derived/links";
import { s3ViaService } from "../../config/partitions";
import type { PipelineCheck } from "../../detections/detection";
import { digestBuildChecks, digestProblemCheck, guaranteeBuildChecks, guaranteeProblemCheck } from "./checks";
import { type PolicyStatement, allow } from "../../modules/iam/policy-document";
import { PipelineAlarms } from "../../modules/monitoring/pipeline-alarms";
import { commandNames } from "./names";
import { ScheduledCommand } from "./scheduled-command";

/** A command that runs by schedule in the log-archive account. */
interface ScheduledRow {
  readonly id: string;
  readonly description: string;
  readonly isEnabled: (config: AuditConfig) => boolean;
  readonly nameOf: (config: AuditConfig) => string;
  readonly scheduleOf: (config: AuditConfig) => string;

  /** Arguments of trailkeeper. */
  readonly argumentsOf: (config: AuditConfig) => readonly string[];

  /** Files that the command reads in its folder, by name. */
  readonly filesOf?: (config: AuditConfig) => Readonly<Record<string, string>>;
  readonly statementsOf: (config: AuditConfig, kmsKeyArn: string) => readonly PolicyStatement[];

  /** Check of the builds that found a problem. */
  readonly problemCheck: PipelineCheck;

  /** Checks of builds that failed, and of missing builds. */
  readonly buildChecks: readonly PipelineCheck[];
}

const configurationFile = "audit.yaml";

/** One row for each command. */
const rows: readonly ScheduledRow[] = [
  {
    id: "Digests",
    description: "Verifies the digests of yesterday",
    isEnabled: ({ verification }) => verification.digests.enabled,
    nameOf: (config) => commandNames(config).digests,
    scheduleOf: ({ verification }) => verification.digests.schedule,
    argumentsOf: (config) => ["digests", "--location", ...locations(config), "--home-region", config.homeRegion],
    statementsOf: digestReading,
    problemCheck: digestProblemCheck,
    buildChecks: digestBuildChecks,
  },
  {
    id: "Guarantees",
    description: "Verifies the deployed resources of every account",
    isEnabled: ({ verification }) => verification.guarantees.enabled,
    nameOf: (config) => commandNames(config).guarantees,
    scheduleOf: ({ verification }) => verification.guarantees.schedule,
    argumentsOf: () => ["verify", "--config", configurationFile],
    // JSON is valid YAML
    filesOf: (config) => ({ [configurationFile]: JSON.stringify(config) }),
    statementsOf: planRoleUse,
    problemCheck: guaranteeProblemCheck,
    buildChecks: guaranteeBuildChecks,
  },
];

/** Permission to assume the role for plans in any account. A list of all accounts may be too long for a policy. Trust policies decide. */
function planRoleUse(config: AuditConfig): PolicyStatement[] {
  const roles = terraformRoots(config).flatMap(({ id, planRoleArn }) => planRoleArn?.replace(`:${id}:`, ":*:") ?? []);
  return [allow("AssumePlanRoles", ["sts:AssumeRole"], [...new Set(roles)])];
}

/** Folders that contain a folder for each account. Folders of external accounts are in the same folder as the organization's. */
function locations(config: AuditConfig): string[] {
  const organization = `${managementTrail(config).location}/`;
  const awsLogs = organization.slice(0, -`${config.organizationId}/`.length);
  return config.accounts.outside.length > 0 ? [organization, awsLogs] : [organization];
}

function digestReading(config: AuditConfig, kmsKeyArn: string): PolicyStatement[] {
  const { bucketName, location } = managementTrail(config);
  const bucket = bucketArn(config.partition, bucketName);
  const folder = location.slice(`s3://${bucketName}/`.length, -config.organizationId.length);
  return [
    allow("ListLogs", ["s3:ListBucket"], bucket, { StringLike: { "s3:prefix": `${folder}*` } }),
    allow("ReadLogs", ["s3:GetObject"], `${bucket}/${folder}*`),
    allow("DecryptLogs", ["kms:Decrypt"], kmsKeyArn, { StringEquals: { "kms:ViaService": s3ViaService(config) } }),
    // IAM supports no resource for this action
    allow("ReadPublicKeys", ["cloudtrail:ListPublicKeys"], "*"),
  ];
}

export interface ScheduledCommandsProps {
  readonly account: Account;
  readonly config: AuditConfig;
  readonly kmsKeyArn: string;
}

/** Commands of this project that run by schedule. Alarms notify of failed builds and of missing builds. */
export class ScheduledCommands extends Construct {
  constructor(scope: Construct, id: string, { account, config, kmsKeyArn }: ScheduledCommandsProps) {
    super(scope, id);

    const { partition, homeRegion: region, prefix, verification } = config;
    const names = namesFor(config);

    for (const row of rows.filter(({ isEnabled }) => isEnabled(config))) {
      const commandName = row.nameOf(config);
      const command = new Construct(this, row.id);
      new ScheduledCommand(command, "Command", {
        partition,
        accountId: account.id,
        region,
        commandName,
        description: row.description,
        arguments: row.argumentsOf(config),
        files: row.filesOf?.(config) ?? {},
        schedule: row.scheduleOf(config),
        packageUri: verification.packageUri ?? "",
        packageSha256: verification.packageSha256 ?? "",
        statements: row.statementsOf(config, kmsKeyArn),
        problemMetric: { namespace: row.problemCheck.namespace, name: row.problemCheck.metricName },
        kmsKeyArn,
        logRetentionDays: 365,
      });
      new PipelineAlarms(command, "Alarms", {
        prefix,
        checks: [
          { check: row.problemCheck, dimensions: {} },
          ...row.buildChecks.map((check) => ({ check, dimensions: { ProjectName: commandName } })),
        ],
        topicArns: { page: names.topicArn("page"), notify: names.topicArn("notify") },
        runbookUrl: runbooksOf(config),
      });
    }
  }
}
