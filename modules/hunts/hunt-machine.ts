import { Construct } from "constructs";
import { type PolicyStatement, allow } from "../iam/policy-document";
import { otherTopicPublishing } from "../iam/publishing-grants";
import { type LogQueryingProps, catalogReading, logQuerying } from "../iam/query-grants";
import { ScheduledMachine, type ScheduledMachineProps } from "../monitoring/scheduled-machine";
import type { HuntDefinitionProps } from "./definition-props";
import { huntDefinition } from "./hunt-definition";
import { noticeNamespace } from "./notice-states";

export interface HuntMachineProps
  extends
    Omit<ScheduledMachineProps, "definition" | "statements">,
    Omit<HuntDefinitionProps, "partition">,
    Omit<LogQueryingProps, "partition" | "accountId" | "region" | "databaseName" | "workgroupName"> {
  readonly registerArn: string;

  /**
   * Database and folder of the lakehouse.
   *
   * @default no statement reads the lakehouse
   */
  readonly lakehouse?: { readonly databaseName: string; readonly folderArn: string } | undefined;

  /** ARN of the folder of the rows that the statements write. */
  readonly rowsFolderArn: string;

  /** `kms:ViaService` value of DynamoDB in this region. */
  readonly dynamodbViaService: string;
}

/** A state machine that runs hunts every day, and publishes their rows to topics of another account. */
export class HuntMachine extends Construct {
  constructor(scope: Construct, id: string, props: HuntMachineProps) {
    super(scope, id);
    new ScheduledMachine(this, "Machine", {
      ...props,
      definition: huntDefinition(props),
      statements: statements(props),
    });
  }
}

/** Permissions of the role that starts the queries. Athena sends all requests of a query with these permissions. */
function statements(props: HuntMachineProps): PolicyStatement[] {
  const { partition, region, accountId, workgroupName } = props;
  const athena = (resource: string) => `arn:${partition}:athena:${region}:${accountId}:${resource}`;
  return [
    allow(
      "Query",
      ["athena:StartQueryExecution", "athena:GetQueryExecution", "athena:GetQueryResults"],
      athena(`workgroup/${workgroupName}`),
    ),
    allow("FindCatalog", ["athena:GetDataCatalog"], athena("datacatalog/AwsDataCatalog")),
    ...logQuerying({
      ...props,
      folderArns: [
        ...props.folderArns,
        props.rowsFolderArn,
        ...(props.lakehouse === undefined ? [] : [props.lakehouse.folderArn]),
      ],
    }),
    ...(props.lakehouse === undefined
      ? []
      : [
          {
            ...catalogReading({ ...props, databaseName: props.lakehouse.databaseName, tableName: "*" }),
            Sid: "ReadLakehouse",
          },
        ]),
    allow(
      "WriteRows",
      ["s3:AbortMultipartUpload", "s3:ListMultipartUploadParts", "s3:PutObject"],
      `${props.rowsFolderArn}/*`,
    ),
    allow("RegisterNotices", ["dynamodb:PutItem", "dynamodb:UpdateItem"], props.registerArn),
    // The permissions that AWS documents for the use of an encrypted table:
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
    allow(
      "EncryptNotices",
      ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"],
      props.kmsKeyArn,
      { StringEquals: { "kms:ViaService": props.dynamodbViaService } },
    ),
    ...(props.sendsWeek
      ? [
          // IAM supports no resource for these actions
          allow("CountNotices", ["cloudwatch:PutMetricData"], "*", {
            StringEquals: { "cloudwatch:namespace": noticeNamespace },
          }),
          allow("ReadCounts", ["cloudwatch:GetMetricData"], "*"),
        ]
      : []),
    ...otherTopicPublishing(partition, [
      ...Object.values(props.topicArns),
      ...Object.values(props.chatTopicArns ?? {}),
    ]),
  ];
}
