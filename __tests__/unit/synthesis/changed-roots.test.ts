import { checkChangedRoots } from "../../../synthesis/changed-roots";
import type { KeptSettings } from "../../../synthesis/kept-settings";
import type { RootList, Roots } from "../../../synthesis/root-list";

interface Case {
  readonly settings?: KeptSettings;
  readonly roots?: Roots;
  readonly listed?: Partial<RootList>;
}

/** Returns the problems of a change, or an empty list if the change is accepted. */
function problemsOf({ settings = {}, roots = {}, listed = {} }: Case): string[] {
  try {
    checkChangedRoots({ settings, roots, listed: { roots: {}, removed: {}, ...listed }, listPath: "audit.roots.json" });
    return [];
  } catch (error) {
    return (error as Error).message.split("\n");
  }
}

test.each<[string, Case]>([
  ["the first synthesis", { roots: { "member-a": "1" } }],
  ["the same roots", { roots: { "member-a": "1" }, listed: { roots: { "member-a": "1" } } }],
  ["a new account", { roots: { "member-a": "1", "member-b": "2" }, listed: { roots: { "member-a": "1" } } }],
  ["an account that was removed from the configuration", { listed: { roots: { "member-a": "1" } } }],
  [
    "an account that was added to the configuration again",
    { roots: { "member-a": "1" }, listed: { removed: { "member-a": "1" } } },
  ],
  [
    "an aggregator that moved to another account",
    { roots: { "config-aggregator": "2" }, listed: { roots: { "config-aggregator": "1" } } },
  ],
  [
    "an aggregator that was removed from the account of a member",
    { roots: { "member-a": "1" }, listed: { roots: { "member-a": "1", "config-aggregator": "1" } } },
  ],
])("accepts %s", (_, change) => {
  expect(problemsOf(change)).toEqual([]);
});

test.each<[string, Roots, Roots, RegExp]>([
  [
    "to a delegated administrator",
    { management: "1" },
    { management: "1", "trail-administrator": "5" },
    /are in the management account, and would now be in account 5: .*; remove accounts\.trailAdministrator, or/,
  ],
  [
    "back to the management account",
    { management: "1", "trail-administrator": "5" },
    { management: "1" },
    /are in account 5, and would now be in the management account: .*; set accounts\.trailAdministrator to 5, or/,
  ],
  [
    "to another administrator",
    { management: "1", "trail-administrator": "5" },
    { management: "1", "trail-administrator": "6" },
    /are in account 5, and would now be in account 6/,
  ],
])("refuses to move the trail %s", (_, before, roots, problem) => {
  expect(problemsOf({ roots, listed: { roots: before } })).toContainEqual(expect.stringMatching(problem));
});

test("accepts a delegated administrator in the first synthesis", () => {
  expect(problemsOf({ roots: { management: "1", "trail-administrator": "5" } })).toEqual([]);
});

describe.each([
  ["member-a", "member-b", "add stack: member-a to the account"],
  ["outside-a", "outside-b", "use the name a for the account"],
])("a new root for an account, %s instead of %s", (before, now, fix) => {
  test.each(["roots", "removed"] as const)(
    "a new root for an account is refused if the earlier root is in %s, and the message explains how to keep it",
    (part) => {
      expect(problemsOf({ roots: { [now]: "1" }, listed: { [part]: { [before]: "1" } } })).toEqual([
        expect.stringMatching(
          new RegExp(
            `^account 1 had the root ${before}, and would now have ${now}: .*create all resources again; ${fix}, or, if all resources of ${before} are destroyed, delete the line "${before}" from audit\\.roots\\.json$`,
          ),
        ),
      ]);
    },
  );

  test("a new root for an account is accepted if an earlier version accepted it", () => {
    const listed = { roots: { [now]: "1" }, removed: { [before]: "1" } };

    expect(problemsOf({ roots: { [now]: "1" }, listed })).toEqual([]);
  });
});

describe.each<[string, string, string, string]>([
  ["to accounts.outside", "member-a", "outside-a", "members"],
  ["to accounts.members", "outside-a", "member-a", "outside"],
  ["to accounts.outside, under another name", "member-a", "outside-b", "members"],
])("an account that moves %s", (_, before, now, list) => {
  test.each(["roots", "removed"] as const)(
    "an account that moves is refused if its earlier root is in %s, and the message explains how to take this root down",
    (part) => {
      expect(problemsOf({ roots: { [now]: "1" }, listed: { [part]: { [before]: "1" } } })).toEqual([
        expect.stringMatching(
          new RegExp(
            `^account 1 had the root ${before}, and would now have ${now}: .*move the account back to accounts\\.${list}, run trailkeeper synth, .*trailkeeper take-down ${before};.* move the account again and delete the line "${before}" from audit\\.roots\\.json`,
          ),
        ),
      ]);
    },
  );

  test("an account that moves is accepted when the line of its earlier root is deleted", () => {
    expect(problemsOf({ roots: { [now]: "1" }, listed: { roots: { management: "9" } } })).toEqual([]);
  });

  test("an account that moves is accepted if an earlier version accepted it", () => {
    expect(
      problemsOf({ roots: { [now]: "1" }, listed: { roots: { [now]: "1" }, removed: { [before]: "1" } } }),
    ).toEqual([]);
  });
});

test.each(["roots", "removed"] as const)("refuses a root whose state belongs to another account, in %s", (part) => {
  expect(problemsOf({ roots: { "member-a": "2" }, listed: { [part]: { "member-a": "1" } } })).toEqual([
    expect.stringMatching(
      /^the root member-a has the state of account 1, and would now belong to account 2; use another name for account 2/,
    ),
  ]);
});

test.each([
  ["member", "add stack: member-b to account 2", "add stack: member-a to account 1"],
  ["outside", "use the name b for account 2", "use the name a for account 1"],
])(
  "refuses two accounts of %s roots that exchanged their names, and explains how each keeps its root",
  (kind, b, a) => {
    const listed = { roots: { [`${kind}-a`]: "1", [`${kind}-b`]: "2" } };

    expect(problemsOf({ roots: { [`${kind}-a`]: "2", [`${kind}-b`]: "1" }, listed })).toEqual([
      expect.stringContaining(b),
      expect.stringContaining(a),
    ]);
  },
);

test("refuses another log-archive account, because its buckets are in the first account", () => {
  expect(problemsOf({ roots: { "log-archive": "2" }, listed: { roots: { "log-archive": "1" } } })).toEqual([
    expect.stringContaining("use account 1"),
  ]);
});

test("lists every change, but at most ten accounts", () => {
  const ids = Array.from({ length: 12 }, (_, i) => String(i));
  const roots = Object.fromEntries(ids.map((id) => [`member-new-${id}`, id]));
  const before = Object.fromEntries(ids.map((id) => [`member-old-${id}`, id]));
  const problems = problemsOf({ settings: { prefix: "zebra" }, roots, listed: { prefix: "acme", roots: before } });

  expect(problems).toHaveLength(12);
  expect(problems.at(-1)).toBe("and 2 more accounts like these");
});
