import type { DeclaredConfig } from "../schema/declared";
import { type Problem, type Rule, entriesOf, repeatedValues } from "./rule";

/** Rejects roles that could not upload to a bucket of the log-archive account, and roles that are listed twice. */
export const uploaderRules: readonly Rule[] = [
  {
    reads: ["lakehouse", "partition", "accounts.logArchive"],
    problems: (config) => problemsOf(config, ["lakehouse"], config.lakehouse.uploaderRoleArns),
  },
  {
    reads: ["hunts", "partition", "accounts.logArchive"],
    problems: (config) => problemsOf(config, ["hunts", "countries"], config.hunts.countries.uploaderRoleArns),
  },
];

function problemsOf(
  { partition, accounts }: DeclaredConfig,
  owner: readonly string[],
  roleArns: readonly string[],
): Problem[] {
  const uploaders = entriesOf([...owner, "uploaderRoleArns"], roleArns);
  const expected = `arn:${partition}:iam::${accounts.logArchive}:role/`;
  const foreign = uploaders
    .filter(({ value }) => !value.startsWith(expected))
    .map(({ path }) => ({
      path,
      message: `expected a role of the log-archive account, ${expected}<name>, because no other role can write to the bucket`,
    }));
  return [...foreign, ...repeatedValues(uploaders)];
}
