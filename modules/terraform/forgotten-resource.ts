import { TerraformElement } from "cdktf";
import type { Construct } from "constructs";

/**
 * A resource that an earlier configuration had. Terraform removes the resource from its state and leaves it in AWS instead of
 * destroying it. If the state does not contain the resource, nothing happens. This construct must have the construct path of the
 * earlier resource.
 *
 * @see https://developer.hashicorp.com/terraform/language/block/removed
 */
export class ForgottenResource extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    /** Terraform type of the resource, such as `aws_cloudtrail`. */
    private readonly type: string,
  ) {
    super(scope, id);
  }

  public override toTerraform(): object {
    return { removed: [{ from: `${this.type}.${this.friendlyUniqueId}`, lifecycle: { destroy: false } }] };
  }
}
