import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";

/** Arguments of a resource that decide its region. */
export type RegionArguments = { readonly region?: string } | { readonly provider: TerraformProvider };

export interface RegionsProps {
  /** Region of the account's provider. */
  readonly homeRegion: string;

  /** Regions to be in, by name. */
  readonly regions: readonly string[];

  /**
   * Regions that have a provider of their own, which works with every version of the AWS provider.
   *
   * @default none
   */
  readonly providers?: ReadonlyMap<string, TerraformProvider>;
}

/**
 * Builds the same in several regions, each below a construct that has the region's name.
 *
 * @param build gets the region's construct, the arguments that put a resource there, and the region's name
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

/** Left out where it is the provider's own region, so that a single region works with provider 5 too. */
function argumentsFor(region: string, homeRegion: string, providers: RegionsProps["providers"]): RegionArguments {
  if (region === homeRegion) return {};
  const provider = providers?.get(region);
  return provider ? { provider } : { region };
}
