import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EmrserverlessApplication } from "@cdktf/provider-aws/lib/emrserverless-application";
import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { scheduleTrustJson } from "../../../../modules/iam/schedule-trust";
import { LakeJob, type LakeJobProps } from "../../../../modules/lakehouse/lake-job";
import { readPolicy } from "../../../../aws-semantics/iam/read-policy";
import { evaluate } from "../../../../aws-semantics/iam/evaluate";
import { account, arn, partition } from "../../../../sample-data/values";
import { synth } from "../../../support/synth";

const place = { partition, accountId: account(2), region: "eu-west-1" };
const kmsKeyArn = arn("kms", "eu-west-1", account(2), "key/1234");
const roleArn = arn("iam", "", account(2), "role/acme-lakehouse");
const applicationArn = arn("emr-serverless", "eu-west-1", account(2), "/applications/00f1");

const job = (props: Partial<LakeJobProps> = {}) =>
  synth(
    (scope) =>
      new LakeJob(scope, "Job", {
        ...place,
        jobName: "acme-lakehouse",
        startRoleName: "acme-lakehouse-start",
        databaseName: "acme_lakehouse",
        bucketName: "acme-lakehouse-1",
        bucketArn: arn("s3", "", "", "acme-lakehouse-1"),
        tablePrefix: "tables",
        programKey: "job/load-1.py",
        catalogName: "lake",
        arguments: ["--sha256", "1"],
        logs: { folderArns: [arn("s3", "", "", "acme-trail/AWSLogs")], s3ViaService: "s3.eu-west-1.amazonaws.com" },
        intervalHours: 1,
        worker: { vcpus: 4, gigabytes: 16 },
        workers: 4,
        kmsKeyArn,
        logGroupName: "/aws/emr-serverless/acme-lakehouse",
        logRetentionDays: 365,
        ...props,
      }),
  );
const resources = job();
const inputOf = (from: ReturnType<typeof job>) => JSON.parse(from.one(SchedulerSchedule).target.input);

test("the application runs Spark on Arm, starts and stops automatically, has a maximum capacity and no network", () => {
  const { network_configuration: network, ...application } = resources.one(EmrserverlessApplication);

  expect(application).toMatchObject({
    type: "spark",
    architecture: "ARM64",
    release_label: "emr-7.13.0",
    auto_start_configuration: { enabled: true },
    auto_stop_configuration: { enabled: true, idle_timeout_minutes: 5 },
    maximum_capacity: { cpu: "16 vCPU", memory: "64 GB" },
  });
  expect(network).toBeUndefined();
});

test("the schedule starts the pinned program with the role of the job, each time as a new run", () => {
  const { target } = resources.one(SchedulerSchedule);

  expect(target.arn).toBe(`arn:${partition}:scheduler:::aws-sdk:emrserverless:startJobRun`);
  expect(inputOf(resources)).toMatchObject({
    ApplicationId: expect.stringMatching(/^\$\{aws_emrserverless_application\..+\.id\}$/),
    ClientToken: "<aws.scheduler.execution-id>",
    ExecutionRoleArn: roleArn,
    JobDriver: {
      SparkSubmit: { EntryPoint: "s3://acme-lakehouse-1/job/load-1.py", EntryPointArguments: ["--sha256", "1"] },
    },
  });
});

test.each([1, 2, 3, 4, 6, 8, 12, 24])("no two runs overlap with %i hours between runs", (intervalHours) => {
  const of = job({ intervalHours });
  const { schedule_expression: cron, target } = of.one(SchedulerSchedule);
  const { ExecutionTimeoutMinutes: longest } = inputOf(of);
  const latestStart = target.retry_policy.maximum_event_age_in_seconds / 60;

  expect(cron).toBe(`cron(0 0/${intervalHours} * * ? *)`);
  expect(24 % intervalHours).toBe(0);
  expect(longest + latestStart).toBeLessThan(intervalHours * 60);
  expect(longest).toBeGreaterThanOrEqual(intervalHours * 45);
});

test("the encrypted log group receives the log, and AWS keeps no copy", () => {
  const { MonitoringConfiguration: monitoring } = inputOf(resources).ConfigurationOverrides;

  expect(resources.one(CloudwatchLogGroup)).toMatchObject({ kms_key_id: kmsKeyArn, retention_in_days: 365 });
  expect(monitoring).toEqual({
    CloudWatchLoggingConfiguration: {
      Enabled: true,
      LogGroupName: resources.one(CloudwatchLogGroup).name,
      LogTypes: { SPARK_DRIVER: ["STDOUT", "STDERR"] },
    },
    ManagedPersistenceMonitoringConfiguration: { Enabled: false },
  });
});

test("the database stores its tables in the bucket, and exists before the first run", () => {
  expect(resources.one(GlueCatalogDatabase)).toMatchObject({
    name: "acme_lakehouse",
    location_uri: "s3://acme-lakehouse-1/tables",
  });
  expect(resources.one(SchedulerSchedule).depends_on.join()).toContain("aws_glue_catalog_database.");
});

test("each role trusts one service, only for applications or schedules of this account and region", () => {
  const [run, start] = resources.all(IamRole).map((role) => JSON.parse(role.assume_role_policy).Statement[0]);

  expect(run).toMatchObject({
    Principal: { Service: "emr-serverless.amazonaws.com" },
    Condition: {
      StringEquals: { "aws:SourceAccount": account(2) },
      ArnLike: { "aws:SourceArn": arn("emr-serverless", "eu-west-1", account(2), "/applications/*") },
    },
  });
  expect(start).toEqual(JSON.parse(scheduleTrustJson(place)).Statement[0]);
});

test.each([
  ["emr-serverless:StartJobRun", applicationArn, {}, "allow"],
  ["emr-serverless:StartJobRun", applicationArn.replace("00f1", "00f2"), {}, "implicit deny"],
  ["emr-serverless:UpdateApplication", applicationArn, {}, "implicit deny"],
  ["emr-serverless:CancelJobRun", applicationArn, {}, "implicit deny"],
  ["iam:PassRole", roleArn, { "iam:PassedToService": "emr-serverless.amazonaws.com" }, "allow"],
  ["iam:PassRole", roleArn, { "iam:PassedToService": "lambda.amazonaws.com" }, "implicit deny"],
  ["iam:PassRole", `${roleArn}-other`, { "iam:PassedToService": "emr-serverless.amazonaws.com" }, "implicit deny"],
])("the role of the schedule for %s on %s with %j: %s", (action, resource, context, effect) => {
  const [, start] = resources.all(IamRolePolicy);
  // Terraform replaces this reference by the ARN of the application
  const policy = String(start?.policy).replace(/\$\{aws_emrserverless_application\.[^}]+\.arn\}/, applicationArn);
  const identity = [readPolicy("start", "identity", policy)];
  const caller = { kind: "role", arn: `${roleArn}-start`, account: account(2) } as const;

  expect(policy).toContain(applicationArn);
  expect(evaluate({ identity }, { caller, action, resource, resourceAccount: account(2), context }).effect).toBe(
    effect,
  );
});
