import { createdArchives } from "../derived/second-region";
import { replicaAccountId } from "../names/second-region";
import type { DeclaredConfig } from "../schema/declared";
import { isConfigured, otherAccount, unknownAccount } from "./account-and-region";
import { unknownRegion } from "./regions";
import { type Problem, type Rule, entriesOf, repeatedValues } from "./rule";

const path = ["archive", "secondRegion"];

/** Rejects replicas that S3 or KMS would refuse, and roles that cannot have an effect. */
export const secondRegionRules: readonly Rule[] = [
  { reads: ["partition", "homeRegion", "archive.secondRegion"], problems: regionProblems },
  { reads: ["accounts", "archive.secondRegion"], problems: accountProblems },
  {
    reads: ["archive.existing", "archive.secondRegion", "archive.configArchive", "logSources.webAclLogs.enabled"],
    problems: archiveProblems,
  },
  { reads: ["partition", "accounts", "archive.kmsKeyArn", "archive.secondRegion"], problems: keyProblems },
  { reads: ["archive.kmsKeyArn", "existing", "accounts", "archive.secondRegion"], problems: multiRegionProblems },
  {
    reads: [
      "accounts",
      "archive.kmsKeyArn",
      "archive.kmsKeyDeletionRoleArns",
      "archive.preventDestroy",
      "archive.secondRegion",
    ],
    problems: deletionProblems,
  },
];

function regionProblems({ partition, homeRegion, archive }: DeclaredConfig): Problem[] {
  const { region } = archive.secondRegion ?? {};
  if (region === undefined) return [];
  const message = "the archives are already in this region; use another region";
  return region === homeRegion
    ? [{ path: [...path, "region"], message }]
    : unknownRegion(partition, [...path, "region"], region);
}

function accountProblems(config: DeclaredConfig): Problem[] {
  const { account } = config.archive.secondRegion ?? {};
  if (account === undefined) return [];
  const { management, logArchive, members } = config.accounts;
  const at = [...path, "account"];
  if (account === logArchive) return [];
  if (account === management) {
    const message = "the management account administers the organization and should keep no logs; use another account";
    return [{ path: at, message }];
  }
  const member = members.find(({ id }) => id === account);
  if (member?.active === false)
    return [{ path: at, message: `account ${account} is not in use (active: false); use another account` }];
  return unknownAccount(config, at, account, otherAccount);
}

function archiveProblems(config: DeclaredConfig): Problem[] {
  const { secondRegion, configArchive } = config.archive;
  if (secondRegion === undefined) return [];
  const created = createdArchives(config);
  const entries = entriesOf([...path, "archives"], secondRegion.archives ?? []);
  const reasons = {
    trail: "the owner of the trail's bucket (archive.existing) manages its replication; remove trail from the list",
    webAclLogs:
      "logSources.webAclLogs.enabled is false, so this archive does not exist; remove webAclLogs from the list",
  };
  const missing = entries.flatMap(({ path: at, value }) =>
    created.includes(value) ? [] : [{ path: at, message: reasons[value as keyof typeof reasons] }],
  );
  const replicatesConfig = secondRegion.archives?.includes("config") ?? true;
  const copied =
    configArchive.lockedCopy.enabled && replicatesConfig
      ? [
          {
            path: [...path, "archives"],
            message:
              "the AWS Config archive already has a locked copy, and this project supports one replication of a bucket; set archive.configArchive.lockedCopy.enabled to false (the replica is locked too), or set archive.secondRegion.archives to a list without config",
          },
        ]
      : [];
  return [...missing, ...repeatedValues(entries), ...copied];
}

function keyProblems({ partition, accounts, archive }: DeclaredConfig): Problem[] {
  const { secondRegion } = archive;
  if (secondRegion === undefined) return [];
  const { region, kmsKeyArn, kmsKeyAdministratorRoleArns: roles } = secondRegion;
  const at = [...path, "kmsKeyArn"];
  if (kmsKeyArn === undefined) {
    const message = "kmsKeyAdministratorRoleArns requires a key of your own; set kmsKeyArn, or remove the roles";
    return roles.length === 0 ? [] : [{ path: at, message }];
  }
  const expected = `arn:${partition}:kms:${region}:`;
  if (!kmsKeyArn.startsWith(expected)) {
    const message = `the key must be in the region of the replicas; expected an ARN that begins with ${expected}`;
    return [{ path: at, message }];
  }
  const account = kmsKeyArn.split(":")[4] ?? "";
  const foreign = `account ${account} is not in accounts, and the account that owns the key can make every replica unreadable; use a key of an account in accounts`;
  const own = `arn:${partition}:iam::${account}:role/`;
  const entries = entriesOf([...path, "kmsKeyAdministratorRoleArns"], roles);
  return [
    ...(isConfigured({ accounts }, account) ? [] : [{ path: at, message: foreign }]),
    ...entries.flatMap(({ path: role, value }) =>
      value.startsWith(own) ? [] : [{ path: role, message: `expected a role of the account of the key: ${own}<name>` }],
    ),
    ...repeatedValues(entries),
  ];
}

/** A replica of a key is in the account of its primary key, and a key that exists cannot become a multi-Region key. */
function multiRegionProblems({ accounts, archive, existing }: DeclaredConfig): Problem[] {
  const { secondRegion, kmsKeyArn } = archive;
  if (secondRegion?.multiRegionKey !== true) return [];
  const at = [...path, "multiRegionKey"];
  const replicaKey = "create a replica of the key yourself, and set archive.secondRegion.kmsKeyArn to the replica";
  const problems = [
    ...(kmsKeyArn === undefined ? [] : [`archive.kmsKeyArn is a key of your own; ${replicaKey}`]),
    ...(secondRegion.kmsKeyArn === undefined
      ? []
      : ["archive.secondRegion.kmsKeyArn already sets the key of the replicas; remove one of the two settings"]),
    ...(existing.kmsKeyArn === undefined
      ? []
      : [
          "existing.kmsKeyArn is an existing key, and KMS cannot convert it to a multi-Region key; set this setting to false",
        ]),
    ...(replicaAccountId({ accounts, archive }) === accounts.logArchive
      ? []
      : [
          "a replica of a key is in the account of the key, and archive.secondRegion.account is another account; set this setting to false",
        ]),
  ];
  return problems.map((message) => ({ path: at, message }));
}

/** The roles can delete only a key of their own account. */
function deletionProblems({ accounts, archive }: DeclaredConfig): Problem[] {
  const { kmsKeyDeletionRoleArns: roles, kmsKeyArn, preventDestroy, secondRegion } = archive;
  if (roles === undefined) return [];
  const at = ["archive", "kmsKeyDeletionRoleArns"];
  const unprotected =
    "these roles have an effect only with archive.preventDestroy: true; set it to true, or remove the roles";
  const owners = [
    kmsKeyArn?.split(":")[4] ?? accounts.logArchive,
    ...(secondRegion ? [secondRegion.kmsKeyArn?.split(":")[4] ?? replicaAccountId({ accounts, archive })] : []),
  ];
  const entries = entriesOf(at, roles);
  return [
    ...(preventDestroy ? [] : [{ path: at, message: unprotected }]),
    ...entries.flatMap(({ path: role, value }) =>
      owners.includes(value.split(":")[4] ?? "")
        ? []
        : [{ path: role, message: `expected a role of an account that has a key: ${[...new Set(owners)].join(", ")}` }],
    ),
    ...repeatedValues(entries),
  ];
}
