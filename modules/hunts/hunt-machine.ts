import { Construct } from "constructs";
import { type PolicyStatement, allow } from "../iam/policy-document";
import { otherTopicPublishing } from "../iam/publishing-grants";
import { catalogReading, folderReading, keyThroughS3, resultWriting } from "../iam/query-grants";
import { ScheduledMachine, type ScheduledMachineProps } from "../monitoring/scheduled-machine";
import { type HuntDefinitionProps, huntDefinition } from "./hunt-definition";

export interface HuntMachineProps
  extends Omit<ScheduledMachineProps, "definition" | "statements">, Omit<HuntDefinitionProps, "partition"> {
  readonly registerArn: string;

  /** Tables that the statement reads. A wildcard of IAM is allowed. */
  readonly tableName: string;

  /** ARNs of the folders of their files: of the bucket, with the key prefix. */
  readonly folderArns: readonly string[];

  /** Key of those files and of the results. */
  readonly archiveKeyArn: string;

  /** Further keys of those files. */
  readonly otherKeyArns: readonly string[];
  readonly resultsBucketArn: string;

  /** `kms:ViaService` values: of S3 in the regions of the keys, and of DynamoDB in this region. */
  readonly s3ViaService: string;
  readonly otherS3ViaServices: readonly string[];
  readonly dynamodbViaService: string;
}

/** A state machine that runs hunts every day. What it finds, it publishes to topics of another account. */
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

/** Athena sends all requests with the permissions of the role that starts the query. */
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
    catalogReading(props),
    ...folderReading(props.folderArns),
    keyThroughS3(props.archiveKeyArn, props.s3ViaService),
    ...(props.otherKeyArns.length === 0
      ? []
      : [
          allow("DecryptEarlierLogs", ["kms:Decrypt"], props.otherKeyArns, {
            StringEquals: { "kms:ViaService": props.otherS3ViaServices },
          }),
        ]),
    ...resultWriting(props.resultsBucketArn, workgroupName),
    allow("RegisterNotices", ["dynamodb:PutItem", "dynamodb:UpdateItem"], props.registerArn),
    // Those that AWS documents for the use of a table: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
    allow(
      "EncryptNotices",
      ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"],
      props.kmsKeyArn,
      { StringEquals: { "kms:ViaService": props.dynamodbViaService } },
    ),
    ...otherTopicPublishing(partition, [
      ...Object.values(props.topicArns),
      ...Object.values(props.chatTopicArns ?? {}),
    ]),
  ];
}
