import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { allow, policyJson } from "../iam/policy-document";
import { catalogReading, keyThroughS3, resultWriting } from "../iam/query-grants";
import { scheduleTrustJson } from "../iam/schedule-trust";
import { literal } from "../terraform/terraform-template";
import { checkQueryLength } from "./query-length";

export interface ScheduledQueryProps {
  readonly partition: string;
  readonly accountId: string;
  readonly region: string;

  /** Name of the schedule, and of its role. */
  readonly queryName: string;
  readonly description: string;
  readonly sql: string;

  /** Schedule in UTC: `cron(0 12 * * ? *)`. */
  readonly schedule: string;

  /** Workgroup that runs the query. The key prefix of the results is the name of the workgroup. */
  readonly workgroupName: string;
  readonly databaseName: string;

  /** The only table that the query reads, and the location of its files: a bucket, and a prefix without a slash at its beginning or end. */
  readonly tableName: string;
  readonly bucketArn: string;
  readonly filesPrefix: string;

  readonly resultsBucketArn: string;

  /** Key of the results. */
  readonly kmsKeyArn: string;

  /** `kms:ViaService` value of S3 in the key's region. */
  readonly s3ViaService: string;

  /** Resources that must exist before the first run. */
  readonly dependsOn: ITerraformDependable[];
}

/**
 * An Athena query that a schedule starts. The schedule does not read the result. The workgroup's metrics count whether the
 * query succeeded or failed.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
 */
export class ScheduledQuery extends Construct {
  constructor(scope: Construct, id: string, props: ScheduledQueryProps) {
    super(scope, id);

    const { queryName, sql, workgroupName, databaseName } = props;
    checkQueryLength(queryName, sql);

    const role = new IamRole(this, "Role", {
      name: queryName,
      description: `Allows the schedule ${queryName} to run its query`,
      assumeRolePolicy: scheduleTrustJson(props),
    });
    const rolePolicy = new IamRolePolicy(this, "RolePolicy", {
      name: queryName,
      role: role.id,
      policy: policyJson("role policy", statements(props)),
    });

    new SchedulerSchedule(this, "Schedule", {
      name: queryName,
      description: props.description,
      scheduleExpression: props.schedule,
      scheduleExpressionTimezone: "UTC",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: `arn:${props.partition}:scheduler:::aws-sdk:athena:startQueryExecution`,
        roleArn: role.arn,
        input: literal(
          JSON.stringify({
            QueryString: sql,
            WorkGroup: workgroupName,
            QueryExecutionContext: { Database: databaseName },
          }),
        ),
      },
      dependsOn: [rolePolicy, ...props.dependsOn],
    });
  }
}

/** Permissions of the role that starts the query. Athena sends all requests of the query with these permissions. */
function statements(props: ScheduledQueryProps) {
  const { partition, region, accountId, workgroupName, bucketArn, filesPrefix } = props;
  const athena = (resource: string) => `arn:${partition}:athena:${region}:${accountId}:${resource}`;
  return [
    allow("Query", ["athena:StartQueryExecution"], athena(`workgroup/${workgroupName}`)),
    allow("FindCatalog", ["athena:GetDataCatalog"], athena("datacatalog/AwsDataCatalog")),
    catalogReading(props),
    allow("LocateFiles", ["s3:GetBucketLocation"], bucketArn),
    allow("ListFiles", ["s3:ListBucket"], bucketArn, { StringLike: { "s3:prefix": `${filesPrefix}/*` } }),
    allow("ReadFiles", ["s3:GetObject"], `${bucketArn}/${filesPrefix}/*`),
    keyThroughS3(props.kmsKeyArn, props.s3ViaService),
    ...resultWriting(props.resultsBucketArn, workgroupName),
  ];
}
