import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type PolicyStatement, policyJson } from "./policy-document";
import { ImportBlock } from "../terraform/import-block";
import type { RegionArguments } from "../terraform/regions";
import { forms } from "../../aws-semantics/values/forms";
import { type InputProblem, checkInput, checkForm } from "../input/input";

export interface EncryptionKeyProps {
  /** Name of the alias, beginning with `alias/`. */
  readonly aliasName: string;
  readonly description: string;

  /** Statements of the key policy. They must allow the account to administer the key. */
  readonly grants: readonly PolicyStatement[];

  /** Whether Terraform refuses to destroy the key. Without the key, no one can read the data that it encrypted. */
  readonly preventDestroy: boolean;

  /**
   * ARN of an existing key of the account, which is imported instead of created.
   *
   * @default a new key
   */
  readonly adoptedKeyArn?: string | undefined;

  /**
   * Whether other regions can have replicas of the key. This cannot be changed later.
   *
   * @default false
   */
  readonly isMultiRegion?: boolean;

  /**
   * Region of the key.
   *
   * @default the provider's region
   */
  readonly regionArguments?: RegionArguments;
}

/**
 * A customer-managed key with an alias and yearly rotation. Its grants decide who may use it.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
export class EncryptionKey extends Construct {
  public readonly keyArn: string;

  /** The key, for resources that depend on it: Terraform then destroys the key after these resources. */
  public readonly key: ITerraformDependable;

  constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);

    checkInput(this, [
      checkForm("aliasName", props.aliasName, forms.keyAlias),
      checkForm("adoptedKeyArn", props.adoptedKeyArn, forms.kmsKeyArn),
      administrationProblem(props.grants),
    ]);

    const key = new KmsKey(this, "Resource", {
      description: props.description,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: policyJson("key policy", props.grants),
      ...(props.isMultiRegion && { multiRegion: true }),
      lifecycle: { preventDestroy: props.preventDestroy },
      ...props.regionArguments,
    });

    const [, adoptedKeyId] = props.adoptedKeyArn?.split("/") ?? [];
    if (adoptedKeyId !== undefined) new ImportBlock(this, "Adopted", { to: key, importId: adoptedKeyId });

    new KmsAlias(this, "Alias", { name: props.aliasName, targetKeyId: key.keyId, ...props.regionArguments });

    this.keyArn = key.arn;
    this.key = key;
  }
}

/** A problem if no one could manage the key. KMS also refuses a key policy that the caller may not change later. */
export const administrationProblem = (grants: readonly PolicyStatement[]): InputProblem =>
  isAdministered(grants)
    ? undefined
    : "grants: expected a statement that allows kms:PutKeyPolicy, because otherwise nobody could manage the key, got none; add accountAdministration";

const isAdministered = (grants: readonly PolicyStatement[]): boolean =>
  grants.some(
    ({ Effect, Action }) =>
      Effect === "Allow" &&
      [Action].flat().some((action) => ["kms:*", "kms:Put*", "kms:PutKeyPolicy"].includes(action)),
  );
