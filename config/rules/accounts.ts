import { type Partition, partitions } from "../partitions";
import type { DeclaredConfig } from "../schema/declared";
import { memberStackName } from "../derived/accounts";
import { unknownAccount } from "./account-and-region";
import { type Problem, type Rule, entriesOf, repeatedValues } from "./rule";

/** Rejects duplicate accounts, names and recipients of notifications. */
export const accountRules: readonly Rule[] = [
  // Skips invalid entries, so that one mistyped id does not hide a duplicate
  { reads: [], problems: accountProblems },
  { reads: ["notifications"], problems: subscriberProblems },
  { reads: ["partition", "notifications"], problems: chatProblems },
  { reads: ["accounts", "notifications"], problems: silenceProblems },
  { reads: ["accounts", "mode", "trail.lake.enabled"], problems: trailAdministratorProblems },
];

function accountProblems(config: DeclaredConfig): Problem[] {
  const { management, logArchive, members, outside }: Partial<DeclaredConfig["accounts"]> = config.accounts ?? {};
  // Stack names of the two lists have different prefixes
  const lists = Object.entries({ members, outside }).map(([name, list]) =>
    entriesOf<{ readonly id: string; readonly name: string }>(["accounts", name], Array.isArray(list) ? list : []),
  );
  const ids = [
    { path: ["accounts", "management"], value: management },
    { path: ["accounts", "logArchive"], value: logArchive },
    ...lists.flat().map(({ path, value }) => ({ path: path.concat("id"), value: value?.id })),
  ];

  return [
    ...repeatedValues(ids, "list each account once"),
    ...lists.flatMap((list) =>
      repeatedValues(
        list.map(({ path, value }) => ({ path: path.concat("name"), value: value?.name })),
        "use another name, because the stack is named after it",
      ),
    ),
    ...repeatedStacks(members ?? []),
  ];
}

/** Reports a setting `stack` that is equal to the name of another stack. Another rule reports duplicate account names. */
function repeatedStacks(members: readonly (Partial<Member> | null | undefined)[]): Problem[] {
  if (!Array.isArray(members)) return [];
  const stacks = new Map<string, { readonly place: string; readonly isNamed: boolean }>();
  return members.flatMap((member: Partial<Member> | null | undefined, i) => {
    const { name, stack: ownStack } = member ?? {};
    if (typeof name !== "string") return [];
    const stack = memberStackName({ name, stack: ownStack });
    const isNamed = ownStack !== undefined;
    const earlier = stacks.get(stack);
    if (earlier === undefined) {
      stacks.set(stack, { place: `accounts.members[${i}]`, isNamed });
      return [];
    }
    if (!isNamed && !earlier.isNamed) return [];
    const path = ["accounts", "members", i, isNamed ? "stack" : "name"];
    const message = `the stack ${stack} belongs to ${earlier.place}; ${isNamed ? "correct the stack" : "use another name"}`;
    return [{ path, message }];
  });
}

/** Rejects an administrator of the trail that has no Terraform root, or that cannot own the trail in this mode. */
function trailAdministratorProblems({ accounts, mode, trail }: DeclaredConfig): Problem[] {
  const { trailAdministrator, management, logArchive, members } = accounts;
  if (trailAdministrator === undefined) return [];
  const member = members.find(({ id }) => id === trailAdministrator);
  const path = ["accounts", "trailAdministrator"];
  const refused: (readonly [boolean, string])[] = [
    [
      [management, logArchive].includes(trailAdministrator),
      "expected a member: the management account needs no delegation, and the log-archive account must not administer the trail whose logs it stores; use another account, or remove the setting",
    ],
    [member === undefined, "not in accounts.members; add the account there, or correct the id"],
    [member?.active === false, "this account is not in use (active: false); use another account"],
    [
      mode !== "whole",
      `with mode ${mode}, the trail and its log group belong to the management account; remove the setting`,
    ],
    [
      trail.lake.enabled,
      "trail.lake creates its event data store in the management account; set trail.lake.enabled to false, or remove the setting",
    ],
  ];
  const first = refused.find(([isRefused]) => isRefused);
  return first === undefined ? [] : [{ path, message: first[1] }];
}

type Member = DeclaredConfig["accounts"]["members"][number];

function subscriberProblems({ notifications }: DeclaredConfig): Problem[] {
  return (["page", "notify"] as const).flatMap((severity) =>
    (["emails", "httpsEndpoints"] as const).flatMap((kind) =>
      repeatedValues(entriesOf(["notifications", severity, kind], notifications[severity][kind])),
    ),
  );
}

function chatProblems({ partition, notifications: { slack, teams } }: DeclaredConfig): Problem[] {
  const { chatRegions }: Partition = partitions[partition];
  const lists = { slack, teams };
  return (["slack", "teams"] as const).flatMap((kind) => {
    const path = ["notifications", kind];
    if (chatRegions.length === 0 && lists[kind].length > 0) {
      return [
        {
          path,
          message: `Amazon Q Developer in chat applications is not available in partition ${partition}; remove the setting`,
        },
      ];
    }
    const channels = lists[kind].map(({ channelId }, i) => ({ path: [...path, i, "channelId"], value: channelId }));
    return repeatedValues(channels);
  });
}

function silenceProblems({ accounts, notifications }: DeclaredConfig): Problem[] {
  const entries = entriesOf(["notifications", "silence", "exceptAccounts"], notifications.silence.exceptAccounts);
  return [
    ...entries.flatMap(({ path, value }) => unknownAccount({ accounts }, path, value)),
    ...repeatedValues(entries),
  ];
}
