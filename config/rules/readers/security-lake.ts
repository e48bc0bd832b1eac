import type { DeclaredConfig } from "../../schema/declared";
import { otherAccount, unknownAccount } from "../account-and-region";
import { type Problem, type Rule, entriesOf, repeatedValues } from "../rule";

const path = ["query", "ocsf", "securityLake"];

/** Rejects an account that cannot administer Security Lake, and roles that could not query its tables. */
export const securityLakeRules: readonly Rule[] = [
  { reads: ["query.ocsf"], problems: disabledProblems },
  { reads: ["query.ocsf", "accounts"], problems: administratorProblems },
  { reads: ["query.ocsf", "partition", "accounts.logArchive"], problems: readerProblems },
];

function disabledProblems({ query: { ocsf } }: DeclaredConfig): Problem[] {
  if (ocsf.securityLake === undefined) return [];
  const message =
    "query.ocsf.securityLake requires true, because its tables replace the views; set it to true, or remove securityLake";
  return [
    ...(ocsf.enabled ? [] : [{ path: ["query", "ocsf", "enabled"], message }]),
    ...repeatedValues(entriesOf([...path, "sources"], ocsf.securityLake.sources)),
  ];
}

function administratorProblems(config: DeclaredConfig): Problem[] {
  const { management, logArchive, members, outside } = config.accounts;
  const { administrator: account } = config.query.ocsf.securityLake ?? {};
  if (account === undefined || account === logArchive) return [];
  const at = [...path, "administrator"];
  if (account === management) {
    const message = `AWS does not allow the management account to administer Security Lake; use the delegated administrator`;
    return [{ path: at, message }];
  }
  if (outside.some(({ id }) => id === account)) {
    const message = `account ${account} is outside the organization (accounts.outside), and the delegated administrator is a member; use another account`;
    return [{ path: at, message }];
  }
  if (members.find(({ id }) => id === account)?.active === false) {
    const message = `account ${account} is not in use (active: false); use another account`;
    return [{ path: at, message }];
  }
  return unknownAccount(config, at, account, otherAccount);
}

function readerProblems({ partition, accounts, query }: DeclaredConfig): Problem[] {
  const readers = entriesOf([...path, "readerRoleArns"], query.ocsf.securityLake?.readerRoleArns ?? []);
  const expected = `arn:${partition}:iam::${accounts.logArchive}:role/`;
  const foreign = readers
    .filter(({ value }) => !value.startsWith(expected))
    .map((reader) => ({
      path: reader.path,
      message: `expected a role of the log-archive account, ${expected}<name>, because its Athena runs the queries`,
    }));
  return [...foreign, ...repeatedValues(readers)];
}
