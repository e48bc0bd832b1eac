import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { Construct } from "constructs";

export interface NoticeRegisterProps {
  readonly tableName: string;
  readonly kmsKeyArn: string;
}

/**
 * The table of notices: rows of hunts that people were notified of. Each notice is stored until people may be notified of the row
 * again. A notice contains hashes and times, and no values of an event. Without the table, runs fail, which raises an alarm. So
 * Terraform may delete the table together with the hunts.
 */
export class NoticeRegister extends Construct {
  public readonly tableArn: string;

  constructor(scope: Construct, id: string, props: NoticeRegisterProps) {
    super(scope, id);

    this.tableArn = new DynamodbTable(this, "Resource", {
      name: props.tableName,
      billingMode: "PAY_PER_REQUEST",
      hashKey: "notice",
      attribute: [{ name: "notice", type: "S" }],
      ttl: { attributeName: "expires", enabled: true },
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true, kmsKeyArn: props.kmsKeyArn },
    }).arn;
  }
}
