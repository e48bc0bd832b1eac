import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { Construct } from "constructs";

export interface NoticeRegisterProps {
  readonly tableName: string;
  readonly kmsKeyArn: string;
}

/**
 * The rows of hunts that people were notified of. Each is stored until people may be notified of it again. It has hashes
 * and times, and no values of an event. Without the table, runs fail, which raises an alarm. So nothing keeps Terraform
 * from deleting it with the hunts.
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
