import { type Partition, partitions } from "./partitions";
import { distance } from "./suggestion";

const regions = Object.values<Partition>(partitions).flatMap(({ defaultRegions, optInRegions }) =>
  defaultRegions.concat(optInRegions),
);

/** Maximum number of letters in which a misspelt region may differ. Two are a transposition. */
const mostLetters = 2;

/** The region that a text may have been meant to be, for the end of a message; empty if none is near. */
export function regionHint(text: string): string {
  if (regions.includes(text)) return "";
  const zone = regions.find((region) => text.startsWith(region) && /^[a-z]$/.test(text.slice(region.length)));
  if (zone !== undefined) return `; ${text} is an Availability Zone, use its region ${zone}`;
  // With another digit it is another region, which may be new
  const [first, second] = regions
    .filter((region) => region.at(-1) === text.at(-1))
    .map((region) => ({ region, letters: distance(text, region) }))
    .toSorted((one, other) => one.letters - other.letters);
  if (first === undefined || first.letters > mostLetters || first.letters === second?.letters) return "";
  return `; did you mean ${first.region}?`;
}
