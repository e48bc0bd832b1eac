import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsReplicaKey } from "@cdktf/provider-aws/lib/kms-replica-key";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { forms } from "../../aws-semantics/values/forms";
import { checkInput, checkForm } from "../input/input";
import { type EncryptionKeyProps, administrationProblem } from "./encryption-key";
import { policyJson } from "./policy-document";

export interface ReplicaKeyProps extends Pick<
  EncryptionKeyProps,
  "aliasName" | "description" | "grants" | "preventDestroy"
> {
  /** ARN of the multi-Region primary key, which is in another region of the same account. */
  readonly primaryKeyArn: string;
}

/**
 * A replica of a multi-Region key in the provider's region. It has the key material and the rotation of its primary key, but its
 * own key policy. KMS deletes the primary key only after its replicas are deleted.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-replicate.html
 */
export class ReplicaKey extends Construct {
  public readonly keyArn: string;

  /** The key, for resources that depend on it: Terraform then destroys the key after these resources. */
  public readonly key: ITerraformDependable;

  constructor(scope: Construct, id: string, props: ReplicaKeyProps) {
    super(scope, id);

    checkInput(this, [
      checkForm("aliasName", props.aliasName, forms.keyAlias),
      checkForm("primaryKeyArn", props.primaryKeyArn, forms.kmsKeyArn),
      administrationProblem(props.grants),
    ]);

    const key = new KmsReplicaKey(this, "Resource", {
      description: props.description,
      primaryKeyArn: props.primaryKeyArn,
      deletionWindowInDays: 30,
      policy: policyJson("key policy", props.grants),
      lifecycle: { preventDestroy: props.preventDestroy },
    });
    new KmsAlias(this, "Alias", { name: props.aliasName, targetKeyId: key.keyId });

    this.keyArn = key.arn;
    this.key = key;
  }
}
