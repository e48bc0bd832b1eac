import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsReplicaKey } from "@cdktf/provider-aws/lib/kms-replica-key";
import { accountAdministration } from "../../../../modules/iam/grants/key-administration";
import { ReplicaKey, type ReplicaKeyProps } from "../../../../modules/iam/replica-key";
import { account, arn, partition } from "../../../../sample-data/values";
import { synth } from "../../../support/synth";

const primaryKeyArn = arn("kms", "eu-west-1", account(2), "key/mrk-0123");
const key = (props: Partial<ReplicaKeyProps> = {}) =>
  synth((scope) => {
    new ReplicaKey(scope, "Key", {
      aliasName: "alias/acme-archive-replica",
      description: "Encrypts the replicas",
      grants: [accountAdministration(partition, account(2))],
      preventDestroy: true,
      primaryKeyArn,
      ...props,
    });
  });

test("ReplicaKey replicates the primary key with its own policy and alias, and is deleted after at least 30 days", () => {
  expect(key().one(KmsReplicaKey)).toMatchObject({
    primary_key_arn: primaryKeyArn,
    deletion_window_in_days: 30,
    lifecycle: { prevent_destroy: true },
    policy: expect.stringContaining("AccountAdministration"),
  });
  expect(key().one(KmsAlias).name).toBe("alias/acme-archive-replica");
});

test("ReplicaKey refuses a policy with which nobody could manage the key, and a primary that is not a key", () => {
  expect(() => key({ grants: [] })).toThrow(/grants: expected a statement that allows kms:PutKeyPolicy/);
  expect(() => key({ primaryKeyArn: "alias/acme" })).toThrow(/primaryKeyArn: /);
  expect(() => key({ aliasName: "acme" })).toThrow(/aliasName: /);
});
