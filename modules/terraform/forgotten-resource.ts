import { TerraformElement } from "cdktf";
import type { Construct } from "constructs";

/**
 * A resource that earlier configurations had at this place. Terraform forgets it and leaves it in AWS, instead of destroying
 * it. If the state does not have it, nothing happens. It must have the construct path of the earlier resource.
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
