import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { TerraformOutput } from "cdktf";
import { EncryptionKey, type EncryptionKeyProps } from "../../../../modules/iam/encryption-key";
import { accountAdministration } from "../../../../modules/iam/grants/key-administration";
import { synth } from "../../../support/synth";
import { account, partition } from "../../../../sample-data/values";

const encryptionKey = (props: Partial<EncryptionKeyProps> = {}) =>
  synth((scope) => {
    const key = new EncryptionKey(scope, "Key", {
      aliasName: "alias/acme-archive",
      description: "Encrypts the audit logs",
      grants: [accountAdministration(partition, account(2))],
      preventDestroy: true,
      ...props,
    });
    new TerraformOutput(scope, "key", { value: key.keyArn, staticId: true });
  });

describe("EncryptionKey", () => {
  test("enables key rotation, and has the longest waiting period for deletion", () => {
    const key = encryptionKey().one(KmsKey);

    expect(key.enable_key_rotation).toBe(true);
    expect(key.deletion_window_in_days).toBe(30);
  });

  test("has a policy of exactly the given statements", () => {
    const policy = JSON.parse(encryptionKey().one(KmsKey).policy);

    expect(policy.Statement).toEqual([accountAdministration(partition, account(2))]);
  });

  test("has a description, and outputs its ARN", () => {
    const resources = encryptionKey();

    expect(resources.one(KmsKey).description).toBe("Encrypts the audit logs");
    expect(resources.json.output.key.value).toMatch(/^\$\{aws_kms_key\.Key_[A-Z0-9]+\.arn\}$/);
  });

  test("has an alias", () => {
    expect(encryptionKey().one(KmsAlias)).toMatchObject({
      name: "alias/acme-archive",
      target_key_id: expect.stringMatching(/^\$\{aws_kms_key\..+\.key_id\}$/),
    });
  });

  test.each([true, false])("EncryptionKey cannot be destroyed with preventDestroy %o", (preventDestroy) => {
    expect(encryptionKey({ preventDestroy }).one(KmsKey).lifecycle.prevent_destroy).toBe(preventDestroy);
  });

  test("EncryptionKey is in the given region, together with its alias", () => {
    const regionArguments = encryptionKey({ regionArguments: { region: "us-east-1" } });

    for (const type of [KmsKey, KmsAlias]) {
      expect(regionArguments.one(type).region).toBe("us-east-1");
      expect(encryptionKey().one(type)).not.toHaveProperty("region");
    }
  });

  test("fails when its grants do not fit into a key policy", () => {
    const grants = [{ ...accountAdministration(partition, account(2)), Sid: "x".repeat(32_768) }];

    expect(() => encryptionKey({ grants })).toThrow(/a key policy can have at most 32768 bytes, got \d+/);
  });

  test("fails when the alias does not begin with alias/", () => {
    expect(() => encryptionKey({ aliasName: "acme" })).toThrow(
      'aliasName: expected a name that begins with alias/, but not with alias/aws/, which AWS reserves for its own keys, got "acme"',
    );
  });
});
