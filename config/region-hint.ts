import { type Partition, partitions } from "./partitions";
import { distance } from "../shared/suggestion";

const regions = Object.values<Partition>(partitions).flatMap(({ defaultRegions, optInRegions }) =>
  defaultRegions.concat(optInRegions),
);

/** Maximum number of letters in which a misspelt region may differ. Two swapped letters count as two. */
const mostLetters = 2;

/** The region that is most similar to a text, as the end of a message. Empty if no region is similar. */
export function regionHint(text: string): string {
  if (regions.includes(text)) return "";
  const zone = regions.find((region) => text.startsWith(region) && /^[a-z]$/.test(text.slice(region.length)));
  if (zone !== undefined) return `; ${text} is an Availability Zone, use its region ${zone}`;
  // A region with another digit is not a misspelling. It may be a new region
  const [first, second] = regions
    .filter((region) => region.at(-1) === text.at(-1))
    .map((region) => ({ region, letters: distance(text, region) }))
    .toSorted((one, other) => one.letters - other.letters);
  if (first === undefined || first.letters > mostLetters || first.letters === second?.letters) return "";
  return `; did you mean ${first.region}?`;
}
