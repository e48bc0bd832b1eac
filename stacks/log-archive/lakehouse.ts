import { Construct } from "constructs";
import type { LogClass } from "../../config/schema/log-classes";
import { lifecycleOf } from "../../config/derived/retention";
import { logTableSource } from "../../config/derived/table-locations";
import { lakehouseNames } from "../../config/names/lakehouse";
import { bucketArn, namesFor } from "../../config/names/names";
import { runbooksOf } from "../../config/derived/links";
import { s3ViaService } from "../../config/partitions";
import { workerSize } from "../../config/schema/readers/lakehouse";
import { lakehouseChecks } from "../../detections/lakehouse-checks";
import { jobArguments, jobDescription, jobProgram, tablePrefix } from "../../modules/lakehouse/job";
import { lakeTables } from "../../tables/lake/lake-table";
import { ArchiveBucket } from "../../modules/archive/archive-bucket";
import { LakeJob } from "../../modules/lakehouse/lake-job";
import { LakeMetrics } from "../../modules/lakehouse/lake-metrics";
import { PipelineAlarms } from "../../modules/monitoring/pipeline-alarms";
import type { StackOutput } from "../../modules/terraform/stack-outputs";
import { logTables } from "../../tables/catalog";
import { type RebuiltBucketSource, deployRolesOf, rebuiltBucket } from "./rebuilt-bucket";

export type LakehouseProps = RebuiltBucketSource;

/** Name of the Spark catalog in the job. */
const catalogName = "lake";

/** The lakehouse: its bucket, the job that loads it, and the alarms on the job. */
export class Lakehouse extends Construct {
  public readonly outputs: Readonly<Record<string, StackOutput>>;

  constructor(scope: Construct, id: string, props: LakehouseProps) {
    super(scope, id);

    const { account, config, kmsKeyArn } = props;
    const { partition, homeRegion: region, prefix, lakehouse } = config;
    const { databaseName, ...names } = lakehouseNames(config);
    const { topicArn } = namesFor(config);
    const program = jobProgram();
    const tables = lakeTables(logTables(logTableSource(config)), {
      expireDays: (table) => lifecycleOf(config, classOf(table)).expireDays ?? undefined,
      firstDay: config.query.firstDay,
    });

    const bucket = new ArchiveBucket(this, "Bucket", bucketProps(props));
    const job = new LakeJob(this, "Job", {
      ...names,
      partition,
      accountId: account.id,
      region,
      databaseName,
      bucketName: bucket.bucketName,
      tablePrefix,
      programKey: program.key,
      catalogName,
      arguments: jobArguments({
        program,
        description: jobDescription(tables, { ...lakehouse, quarantined: config.query.quarantinedObjects }),
        database: `${catalogName}.${databaseName}`,
        maintainHour: lakehouse.maintainHour,
      }),
      logs: {
        folderArns: tables.map(({ location }) => bucketArn(partition, location.slice("s3://".length))),
        earlierKmsKeyArns: config.query.earlierTrailKmsKeyArns,
        s3ViaService: s3ViaService(config),
      },
      intervalHours: lakehouse.intervalHours,
      worker: workerSize,
      workers: lakehouse.maximumVcpus / workerSize.vcpus,
      kmsKeyArn,
      logRetentionDays: 365,
    });

    const checks = lakehouseChecks(lakehouse.intervalHours);
    new LakeMetrics(this, "Metrics", { logGroupName: job.logGroupName, metrics: checks });
    new PipelineAlarms(this, "Alarms", {
      prefix,
      checks: checks.map((check) => ({ check, dimensions: {} })),
      topicArns: { page: topicArn("page"), notify: topicArn("notify") },
      runbookUrl: runbooksOf(config),
    });

    this.outputs = {
      lakehouse_database: { value: databaseName, description: "Database of the tables of the lakehouse" },
      lakehouse_upload: {
        value: `aws s3 cp ${program.file} s3://${bucket.bucketName}/${program.key}`,
        description: "Uploads the program of the lakehouse's job, once for each release",
      },
    };
  }
}

/** The bucket of the tables and of the program. The job can load the tables again. */
function bucketProps(props: LakehouseProps) {
  const { account, config } = props;
  const { bucketName, jobRoleArn } = lakehouseNames(config);
  return rebuiltBucket(props, {
    bucketName,
    expireDays: null,
    // The policy of the job's role limits it to the tables
    writerRoleArns: [jobRoleArn, ...deployRolesOf(account), ...config.lakehouse.uploaderRoleArns],
    deleterRoleArns: [jobRoleArn],
  });
}

/** Class of logs of each table. The rows have the retention of this class. */
const classes: Readonly<Record<string, LogClass>> = {
  cloudtrail: "trail",
  cloudtrail_outside: "trail",
  cloudtrail_data_events: "trail",
  flow_logs: "flowLogs",
  dns_logs: "dnsQueryLogs",
  waf_logs: "webAclLogs",
  load_balancer_logs: "loadBalancerLogs",
  s3_access_logs: "accessLogs",
};

/** @throws for a table without a class of logs, because its rows would never be deleted */
function classOf(table: string): LogClass {
  const found = classes[table];
  if (found === undefined)
    throw new Error(`expected a class of logs for the lakehouse table ${table}, got none; add the table to classes`);
  return found;
}
