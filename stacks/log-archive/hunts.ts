import { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import { tunedHunts } from "../../config/derived/tuned-hunts";
import { logTableSource } from "../../config/derived/table-locations";
import { type Account, bucketArn, chatRegion, namedAccounts, namesFor, runbooksOf } from "../../config/names/names";
import { partitions, s3ViaService, viaService } from "../../config/partitions";
import { huntRunChecks } from "../../detections/pipeline-checks";
import { huntDays } from "../../hunts/hunt";
import { type TunedHunt, onePass } from "../../hunts/one-pass";
import { huntQueryName } from "../../hunts/saved-query";
import { AthenaWorkspace } from "../../modules/athena/athena-workspace";
import { EncryptionKey } from "../../modules/iam/encryption-key";
import { accountAdministration } from "../../modules/iam/grants/key-administration";
import { logGroupEncryption } from "../../modules/iam/grants/log-groups";
import { machineLogDelivery } from "../../modules/iam/publishing-grants";
import { HuntMachine } from "../../modules/hunts/hunt-machine";
import type { HuntText } from "../../modules/hunts/hunt-message";
import { NoticeRegister } from "../../modules/hunts/notice-register";
import { PipelineAlarms } from "../../modules/monitoring/pipeline-alarms";
import { eventTables, logTables } from "../../tables/catalog";
import { quarantinedTables, withoutQuarantined } from "../account/quarantined";
import type { Archives } from "./archives";
import { earlierLogsOf } from "./query-policies";

export interface HuntsProps {
  readonly account: Account;
  readonly config: AuditConfig;
  readonly archiveKeyArn: string;
  readonly archives: Archives;
}

/** The hunts: the machine that runs all of them in one statement, in a workgroup with a limit of its own. */
export class Hunts extends Construct {
  constructor(scope: Construct, id: string, { account, config, archiveKeyArn, archives }: HuntsProps) {
    super(scope, id);

    const { partition, homeRegion: region, prefix, hunts: settings, query } = config;
    const names = namesFor(config);
    const source = logTableSource(config);
    const hunts = tunedHunts(config);
    const tables = eventTables(source).flat();
    const quarantined = quarantinedTables(logTables(source), query.quarantinedObjects);
    const topicArns = { page: names.topicArn("page"), notify: names.topicArn("notify") };
    const runbookUrl = runbooksOf(config);
    const earlier = earlierLogsOf(config);

    const { keyArn: kmsKeyArn } = new EncryptionKey(this, "Key", {
      aliasName: names.huntKeyAlias,
      description: "Encrypts the executions of the hunts, and hashes of what they told",
      grants: [
        accountAdministration(partition, account.id),
        logGroupEncryption(
          `logs.${region}.${partitions[partition].dnsSuffix}`,
          `arn:${partition}:logs:${region}:${account.id}:log-group:/aws/vendedlogs/states/${names.huntsName}`,
        ),
        machineLogDelivery(partition, region, account.id),
      ],
      // Without it, people are told again
      preventDestroy: false,
    });
    new AthenaWorkspace(this, "Athena", {
      workgroupName: names.huntsName,
      description: "The daily hunts over the audit archive",
      accountId: account.id,
      resultsBucketName: archives.queryResults.bucketName,
      kmsKeyArn: archiveKeyArn,
      databaseName: names.databaseName,
      scanLimitBytes: Math.round(settings.scanLimitGigabytes * 1e9),
      // People run the saved queries in their own workgroups
      queries: [],
      forceDestroy: !config.archive.preventDestroy,
      dependsOn: [archives.queryResults.policy],
    });
    const register = new NoticeRegister(this, "Notices", {
      tableName: names.huntNoticesName,
      kmsKeyArn,
    });
    new HuntMachine(this, "Daily", {
      partition,
      accountId: account.id,
      region,
      machineName: names.huntsName,
      schedule: settings.schedule,
      kmsKeyArn,
      logRetentionDays: config.trail.logGroupRetentionDays,
      prefix,
      sql: withoutQuarantined(onePass(hunts, tables), quarantined),
      pairs: tables.length,
      days: huntDays,
      workgroupName: names.huntsName,
      databaseName: names.databaseName,
      tableName: "cloudtrail*",
      registerName: names.huntNoticesName,
      registerArn: register.tableArn,
      topicArns,
      chatTopicArns: chatRegion(config) === undefined ? undefined : names.chatTopicArns,
      hunts: hunts.map((hunt) => huntText(hunt, runbookUrl)),
      accounts: namedAccounts(config),
      folderArns: foldersOf(source).map((location) => bucketArn(partition, location.replace("s3://", ""))),
      archiveKeyArn,
      otherKeyArns: earlier.kmsKeyArns,
      otherS3ViaServices: earlier.s3ViaServices,
      resultsBucketArn: bucketArn(partition, names.buckets.queryResults),
      s3ViaService: s3ViaService(config),
      dynamodbViaService: viaService("dynamodb", config),
    });
    new PipelineAlarms(this, "Alarms", {
      prefix,
      checks: huntRunChecks.map((check) => ({
        check,
        dimensions: {
          StateMachineArn: `arn:${partition}:states:${region}:${account.id}:stateMachine:${names.huntsName}`,
        },
      })),
      topicArns,
      runbookUrl,
    });
  }
}

/** What a message says of a hunt. */
function huntText(hunt: TunedHunt, runbookUrl: string): HuntText {
  const values = hunt.parameters.map(({ name, description }) => ({ name, value: hunt.values[name], description }));
  return {
    name: hunt.name,
    severity: hunt.severity,
    description: hunt.description,
    meaning: hunt.row,
    first: hunt.first,
    threshold: values.map(({ name, value, description }) => `${name} = ${value}: ${description}`).join("; "),
    subject: hunt.subject.map(({ name }) => name),
    quietDays: hunt.quietDays,
    queryName: huntQueryName(hunt),
    parameters: values.map(({ name, value }) => `, ${name} = ${value}`).join(""),
    runbook: `${runbookUrl}/${huntQueryName(hunt)}.md`,
  };
}

/** Folders of the tables of events. */
export function foldersOf(source: ReturnType<typeof logTableSource>): string[] {
  const { cloudTrailLocation, earlierTrailLocations, dataEventLocation, outside } = source;
  const others = [dataEventLocation, outside?.location].filter((location) => location !== undefined);
  return [cloudTrailLocation, ...earlierTrailLocations, ...others];
}
