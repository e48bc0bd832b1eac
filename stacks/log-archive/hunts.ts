import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { huntedSources, huntsLeftOut, huntsWithLogs } from "../../config/derived/hunt-sources";
import { logTableSource } from "../../config/derived/table-locations";
import { bucketArn, chatRegion, namedAccounts, namesFor, runbooksOf } from "../../config/names/names";
import { comparesCountries } from "../../config/names/hunts";
import { partitions, s3ViaService, viaService } from "../../config/partitions";
import { huntRunChecks } from "../../detections/pipeline-checks";
import { countriesTable } from "../../hunts/countries";
import { type HuntSource, huntDays, partsOf } from "../../hunts/hunt";
import { onePass, passParameters } from "../../hunts/one-pass";
import { rowsTable } from "../../hunts/rows-table";
import { huntQueryName } from "../../hunts/saved-query";
import { selectionParameters, selectRows } from "../../hunts/selection";
import type { TunedHunt } from "../../hunts/tuned-hunt";
import { AthenaWorkspace } from "../../modules/athena/athena-workspace";
import { EncryptionKey } from "../../modules/iam/encryption-key";
import { accountAdministration } from "../../modules/iam/grants/key-administration";
import { logGroupEncryption } from "../../modules/iam/grants/log-groups";
import { machineLogDelivery } from "../../modules/iam/publishing-grants";
import { HuntMachine } from "../../modules/hunts/hunt-machine";
import type { HuntText } from "../../modules/hunts/hunt-message";
import { NoticeRegister } from "../../modules/hunts/notice-register";
import { PipelineAlarms } from "../../modules/monitoring/pipeline-alarms";
import type { StackOutput } from "../../modules/terraform/stack-outputs";
import { eventTables, logTables } from "../../tables/catalog";
import { quarantinedTables, withoutQuarantined } from "../account/quarantined";
import { AddressCountries } from "./address-countries";
import { HuntRows } from "./hunt-rows";
import { lakehouseOf, statementInLakehouse } from "./hunts-in-lakehouse";
import { earlierLogsOf } from "./query-policies";
import { type RebuiltBucketSource } from "./rebuilt-bucket";

export interface HuntsProps extends RebuiltBucketSource {
  /** The database of the tables. */
  readonly database: ITerraformDependable;
}

/** The hunts: a state machine that runs them with one statement for each source, in a workgroup with its own limit. */
export class Hunts extends Construct {
  public readonly outputs: Readonly<Record<string, StackOutput>>;

  constructor(scope: Construct, id: string, props: HuntsProps) {
    super(scope, id);

    const { account, config, kmsKeyArn: archiveKeyArn, archives } = props;
    const { partition, homeRegion: region, prefix, hunts: settings, query } = config;
    const names = namesFor(config);
    const source = logTableSource(config);
    const hunts = huntsWithLogs(config);
    const passes = huntedSources(config, eventTables(source).flat()).flatMap((one) => {
      const own = hunts.filter((hunt) => partsOf(hunt).some(({ source: read }) => read === one.source));
      return "tables" in one && own.length > 0 ? [{ ...one, hunts: own }] : [];
    });
    const quarantined = quarantinedTables(logTables(source), query.quarantinedObjects);
    const topicArns = { page: names.topicArn("page"), notify: names.topicArn("notify") };
    const runbookUrl = runbooksOf(config);
    const earlier = earlierLogsOf(config);

    const { keyArn } = new EncryptionKey(this, "Key", {
      aliasName: names.huntKeyAlias,
      description: "Encrypts the executions of the hunts, and the hashes of their rows",
      grants: [
        accountAdministration(partition, account.id),
        logGroupEncryption(
          `logs.${region}.${partitions[partition].dnsSuffix}`,
          `arn:${partition}:logs:${region}:${account.id}:log-group:/aws/vendedlogs/states/${names.huntsName}`,
        ),
        machineLogDelivery(partition, region, account.id),
      ],
      // Without this key, people are notified again of the same rows
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
      kmsKeyArn: keyArn,
    });
    const rows = new HuntRows(this, "Rows", props);
    const countries = comparesCountries(config) ? new AddressCountries(this, "Countries", props) : undefined;
    new HuntMachine(this, "Daily", {
      partition,
      accountId: account.id,
      region,
      machineName: names.huntsName,
      schedule: settings.schedule,
      kmsKeyArn: keyArn,
      logRetentionDays: config.trail.logGroupRetentionDays,
      prefix,
      ...lakehouseOf(config, passes),
      passes: passes.map((pass) => ({
        source: pass.source,
        sql: withoutQuarantined(onePass(pass.hunts, pass), quarantined),
        parameters: passParameters(pass),
        inLakehouse: statementInLakehouse(config, pass),
      })),
      selection: { sql: selectRows(hunts), parameters: selectionParameters(hunts) },
      days: huntDays,
      workgroupName: names.huntsName,
      databaseName: names.databaseName,
      tableName: [
        rowsTable,
        ...(countries === undefined ? [] : [countriesTable]),
        ...new Set(passes.flatMap(({ source: kind, tables }) => (kind === "cloudtrail" ? ["cloudtrail*"] : tables))),
      ],
      registerName: names.huntNoticesName,
      registerArn: register.tableArn,
      topicArns,
      chatTopicArns: chatRegion(config) === undefined ? undefined : names.chatTopicArns,
      hunts: hunts.map((hunt) => huntText(hunt, runbookUrl)),
      sendsWeek: config.notifications.weeklySummary.enabled,
      accounts: namedAccounts(config),
      folderArns: [
        ...foldersOf(
          source,
          passes.map((pass) => pass.source),
        ).map((location) => bucketArn(partition, location.replace("s3://", ""))),
        ...(countries === undefined ? [] : [countries.folderArn]),
      ],
      rowsFolderArn: rows.folderArn,
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

    this.outputs = {
      ...countries?.outputs,
      hunts_left_out: {
        value: huntsLeftOut(config),
        description: "Hunts that do not run, and the logs that they need",
      },
    };
  }
}

/** Strings about a hunt in a message. */
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

/** Folders of the tables that the given sources read. */
export function foldersOf(
  source: ReturnType<typeof logTableSource>,
  sources: readonly HuntSource[] = ["cloudtrail"],
): string[] {
  const { cloudTrailLocation, earlierTrailLocations, dataEventLocation, outside, locations } = source;
  const others = [dataEventLocation, outside?.location].filter((location) => location !== undefined);
  const folders: Readonly<Record<HuntSource, readonly string[]>> = {
    cloudtrail: [cloudTrailLocation, ...earlierTrailLocations, ...others],
    "flow-logs": [locations.flowLogs],
    "dns-logs": [locations.dnsQueryLogs],
    "access-logs": [locations.accessLogs],
    findings: [locations.securityHubFindings],
  };
  return [...new Set(sources.flatMap((one) => folders[one]))];
}
