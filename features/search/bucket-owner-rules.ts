import type { Problem, Rule } from "../../config/rules/rule";
import type { DeclaredConfig } from "../../config/schema/declared";

/** Rejects a search over a bucket of another owner, because S3 has one notification configuration for a bucket. */
export const bucketOwnerRules: readonly Rule[] = [
  { reads: ["mode", "search.enabled"], problems: controlTowerProblems },
  { reads: ["existing", "search.enabled"], problems: adoptedBucketProblems },
  { reads: ["archive.existing", "search.enabled"], problems: ownersBucketProblems },
];

const path = ["search", "enabled"];

function controlTowerProblems({ mode, search }: DeclaredConfig): Problem[] {
  const message =
    "the search needs event notifications of Control Tower's bucket, and Control Tower denies changes to this bucket; set this setting to false";
  return search.enabled && mode === "controlTower" ? [{ path, message }] : [];
}

/** The configuration of the search would replace the owner's. */
function adoptedBucketProblems({ existing, search }: DeclaredConfig): Problem[] {
  const message =
    "the search would replace the event notifications of the adopted bucket, and other systems may depend on them; set this setting to false";
  return search.enabled && existing.trailBucket !== undefined ? [{ path, message }] : [];
}

function ownersBucketProblems({ archive, search }: DeclaredConfig): Problem[] {
  const message =
    "the owner of the bucket archive.existing manages it, and this setting would change it: S3 would notify the search of every new file; set this setting to false";
  return search.enabled && archive.existing !== undefined ? [{ path, message }] : [];
}
