import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EmrserverlessApplication } from "@cdktf/provider-aws/lib/emrserverless-application";
import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { Construct } from "constructs";
import { type PolicyStatement, allow, policyJson, serviceTrustJson } from "../iam/policy-document";
import { scheduleTrustJson } from "../iam/schedule-trust";
import { type LogsToLoad, jobGrants } from "./job-grants";
import { type SparkWorker, sparkSubmitParameters } from "./spark-settings";

/** Release of EMR that runs the job: Spark 3.5 and Iceberg 1.10. */
const releaseLabel = "emr-7.13.0";
const service = "emr-serverless.amazonaws.com";

export interface LakeJobProps {
  readonly partition: string;
  readonly accountId: string;
  readonly region: string;

  /** Name of the application, of its runs, of their role and of their schedule. */
  readonly jobName: string;

  /** Name of the role that starts a run. */
  readonly startRoleName: string;

  /** Database of the tables. Only the job uses it. */
  readonly databaseName: string;

  /** Bucket of the tables and of the program. */
  readonly bucketName: string;
  readonly bucketArn: string;

  /** Key prefix of the tables, and key of the program. */
  readonly tablePrefix: string;
  readonly programKey: string;

  /** Name of the Spark catalog of the database, as in the arguments. */
  readonly catalogName: string;

  /** Arguments of each run. */
  readonly arguments: readonly string[];

  /** Logs that a run reads. */
  readonly logs: LogsToLoad;

  /** Hours between two runs, a divisor of 24. The first run of a day is at midnight UTC. */
  readonly intervalHours: number;

  readonly worker: SparkWorker;

  /** Maximum number of workers at the same time, including the driver. */
  readonly workers: number;

  /** Key of the bucket and of the log. Its policy must allow CloudWatch Logs to encrypt the log group. */
  readonly kmsKeyArn: string;
  readonly logGroupName: string;
  readonly logRetentionDays: number;
}

/** Minutes between the end of the longest run and the start of the next run, because starting and stopping workers takes time. */
const pauseMinutes = 15;

/** Seconds after which the schedule no longer tries to start a run. */
const latestStartSeconds = 300;

/**
 * A Spark job on EMR Serverless that runs by schedule, with the database of its tables. The application has no VPC, so its workers
 * can reach only AWS services.
 *
 * @see https://docs.aws.amazon.com/emr-serverless/latest/APIReference/API_StartJobRun.html
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
 */
export class LakeJob extends Construct {
  public readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: LakeJobProps) {
    super(scope, id);

    const { jobName, accountId, partition, region } = props;

    const database = new GlueCatalogDatabase(this, "Database", {
      name: props.databaseName,
      description: "Iceberg tables of the audit logs, which the lakehouse's job loads",
      locationUri: `s3://${props.bucketName}/${props.tablePrefix}`,
    });

    const logGroup = new CloudwatchLogGroup(this, "LogGroup", {
      name: props.logGroupName,
      retentionInDays: props.logRetentionDays,
      kmsKeyId: props.kmsKeyArn,
    });

    const application = new EmrserverlessApplication(this, "Resource", {
      name: jobName,
      type: "spark",
      releaseLabel,
      architecture: "ARM64",
      autoStartConfiguration: { enabled: true },
      autoStopConfiguration: { enabled: true, idleTimeoutMinutes: 5 },
      maximumCapacity: {
        cpu: `${props.workers * props.worker.vcpus} vCPU`,
        memory: `${props.workers * props.worker.gigabytes} GB`,
      },
    });

    const role = new IamRole(this, "Role", {
      name: jobName,
      description: "Permissions of the lakehouse's job",
      assumeRolePolicy: serviceTrustJson(service, {
        StringEquals: { "aws:SourceAccount": accountId },
        ArnLike: { "aws:SourceArn": `arn:${partition}:emr-serverless:${region}:${accountId}:/applications/*` },
      }),
    });
    const rolePolicy = new IamRolePolicy(this, "RolePolicy", {
      name: jobName,
      role: role.id,
      policy: policyJson("role policy", jobGrants(props)),
    });

    const startRole = new IamRole(this, "StartRole", {
      name: props.startRoleName,
      description: "Allows the schedule to start the lakehouse's job",
      assumeRolePolicy: scheduleTrustJson(props),
    });
    const startRolePolicy = new IamRolePolicy(this, "StartRolePolicy", {
      name: props.startRoleName,
      role: startRole.id,
      policy: policyJson("role policy", startGrants(props, application.arn)),
    });

    new SchedulerSchedule(this, "Schedule", {
      name: jobName,
      description: "Loads new logs into the lakehouse",
      scheduleExpression: `cron(0 0/${props.intervalHours} * * ? *)`,
      scheduleExpressionTimezone: "UTC",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: `arn:${partition}:scheduler:::aws-sdk:emrserverless:startJobRun`,
        roleArn: startRole.arn,
        input: JSON.stringify(runOf(props, application.id)),
        // Without a limit, Scheduler would retry a failed start for a day, at the same time as later runs
        retryPolicy: { maximumEventAgeInSeconds: latestStartSeconds, maximumRetryAttempts: 3 },
      },
      dependsOn: [rolePolicy, startRolePolicy, database],
    });

    this.logGroupName = logGroup.name;
  }
}

/** Permission to start runs of one application, only with the role of the job. */
function startGrants({ partition, accountId, jobName }: LakeJobProps, applicationArn: string): PolicyStatement[] {
  return [
    allow("Start", ["emr-serverless:StartJobRun"], applicationArn),
    allow("PassRole", ["iam:PassRole"], `arn:${partition}:iam::${accountId}:role/${jobName}`, {
      StringEquals: { "iam:PassedToService": service },
    }),
  ];
}

/** Request of the schedule to EMR Serverless. Its timeout ends a run before the next run starts. */
function runOf(props: LakeJobProps, applicationId: string) {
  const { partition, accountId, jobName, bucketName, programKey } = props;
  return {
    ApplicationId: applicationId,
    // The token is the same in each attempt to start a run, so EMR Serverless starts the run once
    ClientToken: "<aws.scheduler.execution-id>",
    Name: jobName,
    ExecutionRoleArn: `arn:${partition}:iam::${accountId}:role/${jobName}`,
    ExecutionTimeoutMinutes: props.intervalHours * 60 - pauseMinutes,
    JobDriver: {
      SparkSubmit: {
        EntryPoint: `s3://${bucketName}/${programKey}`,
        EntryPointArguments: props.arguments,
        SparkSubmitParameters: sparkSubmitParameters(props),
      },
    },
    ConfigurationOverrides: {
      MonitoringConfiguration: {
        CloudWatchLoggingConfiguration: {
          Enabled: true,
          LogGroupName: props.logGroupName,
          LogTypes: { SPARK_DRIVER: ["STDOUT", "STDERR"] },
        },
        // Otherwise AWS would also store the log in a bucket of its own
        ManagedPersistenceMonitoringConfiguration: { Enabled: false },
      },
    },
  };
}
