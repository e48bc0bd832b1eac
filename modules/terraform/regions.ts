import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";

/** Arguments of a resource that set its region. */
export type RegionArguments = { readonly region?: string } | { readonly provider: TerraformProvider };

export interface RegionsProps {
  /** Region of the account's provider. */
  readonly homeRegion: string;

  /** Regions by name. */
  readonly regions: readonly string[];

  /**
   * Providers of regions that have their own provider. This works with every version of the AWS provider.
   *
   * @default none
   */
  readonly providers?: ReadonlyMap<string, TerraformProvider>;
}

/**
 * Creates the same resources in several regions, each below a construct with the region's name.
 *
 * @param build receives the region's construct, the region arguments of a resource, and the region's name
 */
export function inEachRegion(
  scope: Construct,
  { homeRegion, regions, providers }: RegionsProps,
  build: (regional: Construct, regionArguments: RegionArguments, region: string) => void,
): void {
  for (const region of regions) {
    build(new Construct(scope, region), argumentsFor(region, homeRegion, providers), region);
  }
}

/** Empty for the provider's own region, so that a single region also works with version 5 of the provider. */
function argumentsFor(region: string, homeRegion: string, providers: RegionsProps["providers"]): RegionArguments {
  if (region === homeRegion) return {};
  const provider = providers?.get(region);
  return provider ? { provider } : { region };
}
