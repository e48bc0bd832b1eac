import { Construct } from "constructs";
import { ForgottenResource } from "../terraform/forgotten-resource";

/**
 * Leaves the key of an `EncryptionKey` and its alias in AWS when the configuration no longer contains it. Otherwise Terraform would
 * schedule the deletion of a key that still encrypts logs.
 */
export class ForgottenEncryptionKey extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    new ForgottenResource(this, "Resource", "aws_kms_key");
    new ForgottenResource(this, "Alias", "aws_kms_alias");
  }
}
