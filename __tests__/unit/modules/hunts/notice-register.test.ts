import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { NoticeRegister } from "../../../../modules/hunts/notice-register";
import { account, arn } from "../../../../sample-data/values";
import { synth } from "../../../support/synth";

const kmsKeyArn = arn("kms", "eu-west-1", account(2), "key/hunts");

test("the table of notices is encrypted, can be restored, and deletes expired notices", () => {
  const table = synth((scope) => {
    new NoticeRegister(scope, "Notices", { tableName: "acme-hunt-notices", kmsKeyArn });
  }).one(DynamodbTable);

  expect(table).toMatchObject({
    name: "acme-hunt-notices",
    billing_mode: "PAY_PER_REQUEST",
    hash_key: "notice",
    attribute: [{ name: "notice", type: "S" }],
    ttl: { attribute_name: "expires", enabled: true },
    point_in_time_recovery: { enabled: true },
    server_side_encryption: { enabled: true, kms_key_arn: kmsKeyArn },
  });
});
