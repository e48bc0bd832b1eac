import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { huntsLeftOut } from "../../config/derived/hunt-sources";
import { namesFor } from "../../config/names/names";
import { runbooksOf } from "../../config/derived/links";
import { comparesCountries } from "../../config/names/hunts";
import { partitions } from "../../config/partitions";
import { huntRunChecks } from "../../detections/pipeline-checks";
import { huntDays } from "../../hunts/hunt";
import { AthenaWorkspace, type AthenaWorkspaceProps } from "../../modules/athena/athena-workspace";
import { EncryptionKey, type EncryptionKeyProps } from "../../modules/iam/encryption-key";
import { accountAdministration } from "../../modules/iam/grants/key-administration";
import { logGroupEncryption } from "../../modules/iam/grants/log-groups";
import { machineLogDelivery } from "../../modules/iam/publishing-grants";
import { HuntMachine } from "../../modules/hunts/hunt-machine";
import { NoticeRegister } from "../../modules/hunts/notice-register";
import { PipelineAlarms, type PipelineAlarmsProps } from "../../modules/monitoring/pipeline-alarms";
import type { StackOutput } from "../../modules/terraform/stack-outputs";
import { AddressCountries } from "./address-countries";
import { huntMessages } from "./hunt-messages";
import { huntReading } from "./hunt-permissions";
import { HuntRows } from "./hunt-rows";
import { huntStatements, huntedPasses } from "./hunt-statements";
import { lakehouseOf } from "./hunts-in-lakehouse";
import type { RebuiltBucketSource } from "./rebuilt-bucket";

export interface HuntsProps extends RebuiltBucketSource {
  /** The database of the tables. */
  readonly database: ITerraformDependable;
}

/** The hunts: a state machine that runs them with one statement for each source, in a workgroup with its own limit. */
export class Hunts extends Construct {
  public readonly outputs: Readonly<Record<string, StackOutput>>;

  constructor(scope: Construct, id: string, props: HuntsProps) {
    super(scope, id);

    const { account, config } = props;
    const names = namesFor(config);
    const passes = huntedPasses(config);
    const { keyArn } = new EncryptionKey(this, "Key", huntKey(props));
    new AthenaWorkspace(this, "Athena", huntWorkspace(props));
    const register = new NoticeRegister(this, "Notices", { tableName: names.huntNoticesName, kmsKeyArn: keyArn });
    const rows = new HuntRows(this, "Rows", props);
    const countries = comparesCountries(config) ? new AddressCountries(this, "Countries", props) : undefined;
    new HuntMachine(this, "Daily", {
      partition: config.partition,
      accountId: account.id,
      region: config.homeRegion,
      machineName: names.huntsName,
      schedule: config.hunts.schedule,
      kmsKeyArn: keyArn,
      logRetentionDays: config.trail.logGroupRetentionDays,
      prefix: config.prefix,
      workgroupName: names.huntsName,
      databaseName: names.databaseName,
      days: huntDays,
      ...huntStatements(config, passes),
      ...lakehouseOf(config, passes),
      ...huntMessages(config),
      registerName: names.huntNoticesName,
      registerArn: register.tableArn,
      ...huntReading(config, passes, countries?.folderArn),
      rowsFolderArn: rows.folderArn,
      archiveKeyArn: props.kmsKeyArn,
    });
    new PipelineAlarms(this, "Alarms", huntAlarms(props));

    this.outputs = {
      ...countries?.outputs,
      hunts_left_out: {
        value: huntsLeftOut(config),
        description: "Hunts that do not run, and the logs that they need",
      },
    };
  }
}

function huntKey({ account, config }: HuntsProps): EncryptionKeyProps {
  const { partition, homeRegion: region } = config;
  const { huntKeyAlias, huntsName } = namesFor(config);
  return {
    aliasName: huntKeyAlias,
    description: "Encrypts the executions of the hunts, and the hashes of their rows",
    grants: [
      accountAdministration(partition, account.id),
      logGroupEncryption(
        `logs.${region}.${partitions[partition].dnsSuffix}`,
        `arn:${partition}:logs:${region}:${account.id}:log-group:/aws/vendedlogs/states/${huntsName}`,
      ),
      machineLogDelivery(partition, region, account.id),
    ],
    // Without this key, people are notified again of the same rows
    preventDestroy: false,
  };
}

function huntWorkspace({ account, config, kmsKeyArn, archives }: HuntsProps): AthenaWorkspaceProps {
  const { huntsName, databaseName } = namesFor(config);
  return {
    workgroupName: huntsName,
    description: "The daily hunts over the audit archive",
    accountId: account.id,
    resultsBucketName: archives.queryResults.bucketName,
    kmsKeyArn,
    databaseName,
    scanLimitBytes: Math.round(config.hunts.scanLimitGigabytes * 1e9),
    // People run the saved queries in their own workgroups
    queries: [],
    forceDestroy: !config.archive.preventDestroy,
    dependsOn: [archives.queryResults.policy],
  };
}

function huntAlarms({ account, config }: HuntsProps): PipelineAlarmsProps {
  const { partition, homeRegion: region, prefix } = config;
  const names = namesFor(config);
  return {
    prefix,
    checks: huntRunChecks.map((check) => ({
      check,
      dimensions: {
        StateMachineArn: `arn:${partition}:states:${region}:${account.id}:stateMachine:${names.huntsName}`,
      },
    })),
    topicArns: { page: names.topicArn("page"), notify: names.topicArn("notify") },
    runbookUrl: runbooksOf(config),
  };
}
