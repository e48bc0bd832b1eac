import { CloudformationStack } from "@cdktf/provider-aws/lib/cloudformation-stack";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type PolicyStatement, allow, policyJson, serviceTrustJson } from "../../modules/iam/policy-document";
import { type LogQueryingProps, catalogActions, logQuerying, queryActions } from "../../modules/iam/query-grants";

export interface AthenaSourceProps extends LogQueryingProps {
  /** Name of the role and of the stack, and id of the data source. */
  readonly sourceName: string;

  /** Name that QuickSight shows. */
  readonly title: string;

  /**
   * Resources that must exist before the data source.
   *
   * @default none
   */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * A data source of QuickSight that queries Athena in one workgroup. It has its own role and does not use the role of the whole
 * QuickSight account. No user of QuickSight has a permission on the data source, so no one can write SQL for it.
 *
 * The versions of the AWS provider that this project supports cannot set the role of a data source, so CloudFormation creates it.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-quicksight-datasource-athenaparameters.html
 * @see https://github.com/hashicorp/terraform-provider-aws/pull/44666
 */
export class AthenaSource extends Construct {
  /** Resource that a data set must depend on. */
  public readonly created: ITerraformDependable;

  constructor(scope: Construct, id: string, props: AthenaSourceProps) {
    super(scope, id);

    const { sourceName, title, partition, accountId, workgroupName, dependsOn = [] } = props;

    const role = new IamRole(this, "Role", {
      name: sourceName,
      description: "Allows the data sets of QuickSight to read the audit archive",
      // AWS documents no condition key here. QuickSight accepts only a role of its own account, and the caller needs iam:PassRole
      assumeRolePolicy: serviceTrustJson("quicksight.amazonaws.com"),
    });
    const policy = new IamRolePolicy(this, "RolePolicy", {
      name: "query",
      role: role.id,
      policy: policyJson("role policy", statements(props)),
    });

    this.created = new CloudformationStack(this, "Resource", {
      name: sourceName,
      templateBody: JSON.stringify({
        Description: `Data source of Amazon QuickSight: ${title}`,
        Resources: {
          DataSource: {
            Type: "AWS::QuickSight::DataSource",
            Properties: {
              AwsAccountId: accountId,
              DataSourceId: sourceName,
              Name: title,
              Type: "ATHENA",
              // The ARN is built from the name and is not a reference, so a plan shows the template before the role exists
              DataSourceParameters: {
                AthenaParameters: {
                  RoleArn: `arn:${partition}:iam::${accountId}:role/${sourceName}`,
                  WorkGroup: workgroupName,
                },
              },
            },
          },
        },
      }),
      // QuickSight tests the connection. Without this, someone would have to delete a failed stack
      onFailure: "DELETE",
      dependsOn: [policy, ...dependsOn],
    });
  }
}

/** Permissions of the role. Athena sends all requests of a query with these permissions. */
function statements(props: AthenaSourceProps): PolicyStatement[] {
  const { partition, region, accountId, workgroupName } = props;
  const athena = (resource: string) => `arn:${partition}:athena:${region}:${accountId}:${resource}`;
  return [
    allow("Query", queryActions, athena(`workgroup/${workgroupName}`)),
    allow("BrowseCatalog", catalogActions, athena("datacatalog/AwsDataCatalog")),
    // IAM supports no resource for this action
    allow("ListCatalogs", ["athena:ListDataCatalogs"], "*"),
    ...logQuerying(props),
  ];
}
