import { TerraformElement, type TerraformResource } from "cdktf";
import type { Construct } from "constructs";

export interface ImportBlockProps {
  /** Resource into which the existing object is imported. */
  readonly to: TerraformResource;

  /** Import id of the resource, in the format that the provider documents. */
  readonly importId: string;
}

/**
 * Imports an existing object into a resource, instead of creating it.
 *
 * Terraform imports the object in the first apply and ignores the block in later applies. `importFrom` of cdktf writes the same
 * block, but runs `terraform version` for every resource during synthesis.
 *
 * @see https://developer.hashicorp.com/terraform/language/import
 */
export class ImportBlock extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ImportBlockProps,
  ) {
    super(scope, id);
  }

  public override toTerraform(): object {
    const { to, importId } = this.props;
    return { import: [{ to: `${to.terraformResourceType}.${to.friendlyUniqueId}`, id: importId }] };
  }
}

/**
 * The import id of a resource in a region: its name, and its region if it is not the region of the provider.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/guides/enhanced-region-support.html.markdown
 */
export function regionalImportId(name: string, region: string, homeRegion: string): string {
  return region === homeRegion ? name : `${name}@${region}`;
}
