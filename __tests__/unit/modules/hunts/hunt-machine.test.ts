import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { SfnStateMachine } from "@cdktf/provider-aws/lib/sfn-state-machine";
import { huntDefinition } from "../../../../modules/hunts/hunt-definition";
import { HuntMachine, type HuntMachineProps } from "../../../../modules/hunts/hunt-machine";
import type { PolicyStatement } from "../../../../modules/iam/policy-document";
import { account, arn, partition } from "../../../../sample-data/values";
import { synth } from "../../../support/synth";

const topicArns = {
  page: arn("sns", "eu-west-1", account(1), "acme-audit-page"),
  notify: arn("sns", "eu-west-1", account(1), "acme-audit-notify"),
};
const key = (id: string) => arn("kms", "eu-west-1", account(2), `key/${id}`);
const bucket = (name: string) => arn("s3", "", "", name);
const props: HuntMachineProps = {
  partition,
  accountId: account(2),
  region: "eu-west-1",
  machineName: "acme-hunts",
  schedule: "cron(30 5 * * ? *)",
  kmsKeyArn: key("hunts"),
  logRetentionDays: 365,
  prefix: "acme",
  passes: [{ source: "cloudtrail", sql: "INSERT 1", parameters: ["from"] }],
  selection: { sql: "SELECT 1", parameters: ["run"] },
  days: 2,
  workgroupName: "acme-hunts",
  databaseName: "acme_audit",
  tableName: ["hunt_rows", "cloudtrail*"],
  registerName: "acme-hunt-notices",
  registerArn: arn("dynamodb", "eu-west-1", account(2), "table/acme-hunt-notices"),
  topicArns,
  hunts: [],
  sendsWeek: false,
  accounts: [],
  folderArns: [`${bucket("trail")}/logs/AWSLogs/o-1`, `${bucket("other")}/AWSLogs/o-1`],
  rowsFolderArn: `${bucket("rows")}/rows`,
  archiveKeyArn: key("archive"),
  otherKeyArns: [],
  otherS3ViaServices: [],
  resultsBucketArn: bucket("results"),
  s3ViaService: "s3.eu-west-1.amazonaws.com",
  dynamodbViaService: "dynamodb.eu-west-1.amazonaws.com",
};
const machine = (changes: Partial<HuntMachineProps> = {}) =>
  synth((scope) => {
    new HuntMachine(scope, "Hunts", { ...props, ...changes });
  });
const statementsOf = (changes: Partial<HuntMachineProps> = {}) => {
  const policy = machine(changes)
    .all(IamRolePolicy)
    .find(({ name }) => name === "acme-hunts");
  const statements: PolicyStatement[] = JSON.parse(policy?.policy).Statement;
  return new Map(statements.map((statement) => [statement.Sid, statement]));
};

test("the state machine runs its definition on its schedule", () => {
  expect(JSON.parse(machine().one(SfnStateMachine).definition)).toEqual(
    JSON.parse(JSON.stringify(huntDefinition(props))),
  );
  expect(machine().one(SchedulerSchedule).schedule_expression).toBe("cron(30 5 * * ? *)");
});

test("the role may read only the folders of the events, and write only its own results", () => {
  const statements = statementsOf();

  expect(statements.get("ReadLogs")).toMatchObject({
    Action: ["s3:GetObject"],
    Resource: [`${bucket("trail")}/logs/AWSLogs/o-1/*`, `${bucket("other")}/AWSLogs/o-1/*`, `${bucket("rows")}/rows/*`],
  });
  expect(statements.get("ListLogs")).toMatchObject({
    Resource: [bucket("trail"), bucket("other"), bucket("rows")],
    Condition: { StringLike: { "s3:prefix": ["logs/AWSLogs/o-1/*", "AWSLogs/o-1/*", "rows/*"] } },
  });
  expect(statements.get("WriteAndReadResults")?.Resource).toBe(`${bucket("results")}/acme-hunts/*`);
  expect(statements.get("Query")).toMatchObject({
    Action: ["athena:StartQueryExecution", "athena:GetQueryExecution", "athena:GetQueryResults"],
    Resource: arn("athena", "eu-west-1", account(2), "workgroup/acme-hunts"),
  });
});

test("the role may read the tables of the lakehouse only if there is one", () => {
  const lakehouse = { databaseName: "acme_lakehouse", folderArn: `${bucket("lakehouse")}/tables` };
  const statements = statementsOf({ lakehouse });

  expect(statements.get("ReadLogs")?.Resource).toContain(`${bucket("lakehouse")}/tables/*`);
  expect(statements.get("ReadLakehouse")?.Resource).toContain(
    arn("glue", "eu-west-1", account(2), "table/acme_lakehouse/*"),
  );
  expect(statementsOf().has("ReadLakehouse")).toBe(false);
});

test("the role may add rows to its table, but neither delete nor replace the table", () => {
  const statements = [...statementsOf().values()];
  const actions = statements.flatMap(({ Action }) => Action as string | string[]);

  expect(statementsOf().get("WriteRows")).toMatchObject({
    Action: ["s3:AbortMultipartUpload", "s3:ListMultipartUploadParts", "s3:PutObject"],
    Resource: `${bucket("rows")}/rows/*`,
  });
  expect(statementsOf().get("ReadCatalog")?.Resource).toEqual(
    expect.arrayContaining(
      ["hunt_rows", "cloudtrail*"].map((name) => arn("glue", "eu-west-1", account(2), `table/acme_audit/${name}`)),
    ),
  );
  expect(actions.filter((action) => /^s3:Delete|^glue:(?!Get|BatchGet)/.test(action))).toEqual([]);
});

test("the role may write notices, but neither read nor delete them", () => {
  const statements = statementsOf();

  expect(statements.get("RegisterNotices")).toMatchObject({
    Action: ["dynamodb:PutItem", "dynamodb:UpdateItem"],
    Resource: props.registerArn,
  });
  expect(statements.get("EncryptNotices")).toMatchObject({
    Resource: key("hunts"),
    Condition: { StringEquals: { "kms:ViaService": "dynamodb.eu-west-1.amazonaws.com" } },
  });
});

test("the role may publish to both topics of the other account, and use their key only to publish", () => {
  const statements = statementsOf();
  const both = [topicArns.page, topicArns.notify];

  expect(statements.get("PublishMessage")).toMatchObject({ Action: ["sns:Publish"], Resource: both });
  expect(statements.get("EncryptMessage")).toMatchObject({
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Resource: [arn("kms", "eu-west-1", account(1), "key/*")],
    Condition: { StringEquals: { "kms:EncryptionContext:aws:sns:topicArn": both } },
  });
});

test("the role counts notices, and reads metrics, only with a weekly summary", () => {
  const statements = statementsOf({ sendsWeek: true });

  expect(statements.get("CountNotices")).toMatchObject({
    Action: ["cloudwatch:PutMetricData"],
    Condition: { StringEquals: { "cloudwatch:namespace": "HuntNotices" } },
  });
  expect(statements.get("ReadCounts")).toMatchObject({ Action: ["cloudwatch:GetMetricData"] });
  expect([...statementsOf().keys()].filter((sid) => /Count/.test(String(sid)))).toEqual([]);
});

test("the role may decrypt older logs with their own keys, only through S3", () => {
  const other = { otherKeyArns: [key("earlier")], otherS3ViaServices: ["s3.us-east-1.amazonaws.com"] };

  expect(statementsOf().has("DecryptEarlierLogs")).toBe(false);
  expect(statementsOf(other).get("DecryptEarlierLogs")).toMatchObject({
    Action: ["kms:Decrypt"],
    Resource: [key("earlier")],
    Condition: { StringEquals: { "kms:ViaService": ["s3.us-east-1.amazonaws.com"] } },
  });
});
