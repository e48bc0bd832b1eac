import { DescribeKeyCommand, GetKeyPolicyCommand, GetKeyRotationStatusCommand, KMSClient } from "@aws-sdk/client-kms";
import { unlessAbsent } from "../../aws-reader/answers";
import type { DeployedRegion } from "../deployed-region";
import type { Guarantee } from "../guarantee";
import { policyFacts } from "../policy-facts";
import { applyAgain } from "./fixes";
import { keyTypes } from "../../../terraform-types/rows/kms";

/** The alias of a key, and the key in AWS. */
async function keyOf(address: string, deployed: DeployedRegion) {
  const alias = deployed.aliasOf(address) ?? "";
  const KeyId = deployed.arnOf("aws_kms_alias", { name: alias });
  const answer = deployed.client(KMSClient).send(new DescribeKeyCommand({ KeyId }));
  return { alias, key: (await unlessAbsent(answer, "NotFoundException"))?.KeyMetadata };
}

/** Guarantees of keys. */
export const keyGuarantees: readonly Guarantee[] = [
  {
    id: "key-enabled",
    promise: "Every key exists, is enabled, and is not pending deletion.",
    fix: "cancel the deletion or enable the key immediately: docs/runbooks/key-disabled-or-deleted.md",
    types: keyTypes,
    reads: ["kms:DescribeKey"],
    async find(_, deployed, address) {
      const { alias, key } = await keyOf(address, deployed);
      if (key === undefined) return [`${alias} has no key`];
      const until = key.DeletionDate === undefined ? "" : `, to be deleted on ${key.DeletionDate.toISOString()}`;
      return key.KeyState === "Enabled" ? [] : [`key ${key.KeyId} of ${alias} is ${key.KeyState}${until}`];
    },
  },
  {
    id: "key-rotates",
    promise: "AWS KMS rotates every key each year.",
    fix: applyAgain,
    types: ["aws_kms_key"],
    reads: ["kms:DescribeKey", "kms:GetKeyRotationStatus"],
    async find({ enable_key_rotation: rotates }, deployed, address) {
      const { alias, key } = await keyOf(address, deployed);
      if (rotates !== true || key?.KeyState !== "Enabled") return [];
      const command = new GetKeyRotationStatusCommand({ KeyId: key.KeyId });
      const { KeyRotationEnabled } = await deployed.client(KMSClient).send(command);
      return KeyRotationEnabled === true ? [] : [`key ${key.KeyId} of ${alias} does not rotate`];
    },
  },
  {
    id: "key-policy",
    promise: "Every key has exactly the statements of its synthesized policy.",
    fix: `${applyAgain}: docs/runbooks/key-access-changed.md`,
    types: keyTypes,
    reads: ["kms:DescribeKey", "kms:GetKeyPolicy"],
    async find({ policy }, deployed, address) {
      const { alias, key } = await keyOf(address, deployed);
      if (key === undefined || policy === undefined) return [];
      const command = new GetKeyPolicyCommand({ KeyId: key.KeyId, PolicyName: "default" });
      const { Policy } = await deployed.client(KMSClient).send(command);
      return policyFacts(`key ${alias}`, policy, Policy);
    },
  },
];
