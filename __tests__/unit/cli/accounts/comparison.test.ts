import type { AccountState } from "@aws-sdk/client-organizations";
import { type CompareOptions, compare } from "../../../../cli/accounts/comparison";
import type { OrganizationAccount } from "../../../../cli/accounts/organization";
import { account } from "../../../../sample-data/values";
import { parse } from "../../config/configuration";

const inOrganization = (n: number, name: string, more: Partial<OrganizationAccount> = {}): OrganizationAccount => ({
  id: account(n),
  name,
  state: "ACTIVE",
  ...more,
});

const base = [inOrganization(1, "Management"), inOrganization(2, "Log Archive")];

interface Case extends Partial<CompareOptions> {
  readonly members?: readonly object[];
  readonly accounts?: readonly OrganizationAccount[];
  readonly outside?: readonly object[];
}

function comparisonOf({ members = [], accounts = [], outside = [], filter, ...more }: Case) {
  return compare({
    config: parse({ "accounts.members": members, "accounts.outside": outside }),
    organization: { id: "o-a1b2c3d4e5", management: account(1), accounts: [...base, ...accounts] },
    rootList: { roots: {}, removed: {} },
    filter: { units: [], excludedUnits: [], tags: [], states: [], ...filter },
    keepNames: false,
    units: false,
    tags: false,
    ...more,
  });
}

const changesOf = (options: Case) =>
  comparisonOf(options).changes.map(({ differences, settings }) => [differences.join(", "), settings]);

const payments = { name: "payments", id: account(3) };

test("the same accounts have no changes", () => {
  expect(comparisonOf({ members: [payments], accounts: [inOrganization(3, "Payments")] })).toEqual({
    changes: [],
    problems: [],
    leftAlone: [],
  });
});

test("a new account becomes a member, with unit and tags on request", () => {
  const accounts = [inOrganization(3, "Payments Prod", { units: ["ou-a1b2-c3d4e5f6", "r-a1b2"], tags: { team: "x" } })];

  expect(changesOf({ accounts })).toEqual([["new", { name: "payments-prod", id: account(3) }]]);
  expect(changesOf({ accounts, units: true, tags: true })).toEqual([
    ["new", { name: "payments-prod", id: account(3), unit: "ou-a1b2-c3d4e5f6", tags: { team: "x" } }],
  ]);
});

test.each<[AccountState, string]>([
  ["SUSPENDED", "new, suspended"],
  ["PENDING_CLOSURE", "new, being closed"],
  ["CLOSED", "new, closed"],
])("a new account that is %s is added as inactive, so that queries find its events", (state, differences) => {
  expect(changesOf({ accounts: [inOrganization(3, "Payments", { state })] })).toEqual([
    [differences, { ...payments, active: false }],
  ]);
});

test("an account that is not yet activated is not added, and does not change an existing member", () => {
  const accounts = [inOrganization(3, "Payments", { state: "PENDING_ACTIVATION" })];

  expect(changesOf({ accounts })).toEqual([]);
  expect(changesOf({ members: [payments], accounts })).toEqual([]);
  expect(changesOf({ members: [{ ...payments, active: false }], accounts })).toEqual([]);
});

test.each<[AccountState, string]>([
  ["SUSPENDED", "suspended"],
  ["PENDING_CLOSURE", "being closed"],
  ["CLOSED", "closed"],
])("a member that is %s becomes inactive, once", (state, difference) => {
  const accounts = [inOrganization(3, "Payments", { state })];

  expect(changesOf({ members: [payments], accounts })).toEqual([[difference, { active: false }]]);
  expect(changesOf({ members: [{ ...payments, active: false }], accounts })).toEqual([]);
});

test("a member that AWS reinstates becomes active again", () => {
  const members = [{ ...payments, active: false }];

  expect(changesOf({ members, accounts: [inOrganization(3, "Payments")] })).toEqual([
    ["active again", { active: true }],
  ]);
});

test("a member that left the organization stays, so that queries find its events, even if filters select other accounts", () => {
  const filter = { units: ["r-a1b2"], excludedUnits: [], tags: [], states: [] };

  expect(changesOf({ members: [payments], filter })).toEqual([["no longer in the organization", { active: false }]]);
  expect(changesOf({ members: [{ ...payments, active: false }], filter })).toEqual([]);
});

describe("a renamed account", () => {
  const accounts = [inOrganization(3, "Shop")];

  test("keeps the name of its stack", () => {
    expect(changesOf({ members: [payments], accounts })).toEqual([
      ["renamed", { name: "shop", stack: "member-payments" }],
    ]);
  });

  test("keeps the first name of its stack after a second new name", () => {
    expect(changesOf({ members: [{ ...payments, name: "website", stack: "member-payments" }], accounts })).toEqual([
      ["renamed", { name: "shop", stack: "member-payments" }],
    ]);
  });

  test("needs no setting `stack` when it has its first name again", () => {
    expect(changesOf({ members: [{ ...payments, name: "website", stack: "member-shop" }], accounts })).toEqual([
      ["renamed", { name: "shop" }],
    ]);
  });

  test("keeps its old name on request", () => {
    expect(changesOf({ members: [payments], accounts, keepNames: true })).toEqual([]);
  });

  test("a renamed account may exchange its name with another account", () => {
    const members = [payments, { name: "shop", id: account(4) }];

    expect(changesOf({ members, accounts: [...accounts, inOrganization(4, "Payments")] })).toEqual([
      ["renamed", { name: "shop", stack: "member-payments" }],
      ["renamed", { name: "payments", stack: "member-shop" }],
    ]);
  });

  test("does not take the name of another member", () => {
    const members = [payments, { name: "shop", id: account(4) }];

    expect(changesOf({ members, accounts: [...accounts, inOrganization(4, "Shop")] })).toEqual([
      ["renamed", { name: `shop-${account(3)}`, stack: "member-payments" }],
    ]);
  });
});

describe("a new account with the name of", () => {
  test.each<[string, Case]>([
    ["a member", { members: [payments], accounts: [inOrganization(3, "Payments"), inOrganization(4, "Payments")] }],
    [
      "a member that the filters do not select",
      {
        members: [payments],
        accounts: [inOrganization(3, "Shop", { units: ["ou-a1b2-c3d4e5f6"] }), inOrganization(4, "Payments")],
        filter: { units: [], excludedUnits: ["ou-a1b2-c3d4e5f6"], tags: [], states: [] },
      },
    ],
    [
      "the stack of a renamed member",
      {
        members: [{ name: "shop", id: account(3), stack: "member-payments" }],
        accounts: [inOrganization(3, "Shop"), inOrganization(4, "Payments")],
      },
    ],
    [
      "a member that is renamed at the same time",
      { members: [payments], accounts: [inOrganization(3, "Payments 2"), inOrganization(4, "Payments")] },
    ],
    [
      "a removed root, whose state remains",
      {
        accounts: [inOrganization(4, "Payments")],
        rootList: { roots: {}, removed: { "member-payments": account(3) } },
      },
    ],
  ])("%s has its id in its name", (_, options) => {
    const added = comparisonOf(options).changes.filter(({ index }) => index === undefined);

    expect(added.map(({ settings }) => settings)).toEqual([{ name: `payments-${account(4)}`, id: account(4) }]);
  });

  test("two new accounts with one name: the lower id has the name, and the other account has its id in its name", () => {
    const accounts = [inOrganization(4, "Payments"), inOrganization(3, "payments")];

    expect(changesOf({ accounts }).map(([, settings]) => settings)).toEqual([
      { name: "payments", id: account(3) },
      { name: `payments-${account(4)}`, id: account(4) },
    ]);
  });
});

test("an account that was removed from the configuration receives its earlier root", () => {
  const rootList = { roots: {}, removed: { "member-payments": account(3) } };

  expect(changesOf({ accounts: [inOrganization(3, "Shop")], rootList })).toEqual([
    ["new", { name: "shop", id: account(3), stack: "member-payments" }],
  ]);
});

test("a moved account, and an account with other tags, are updated if the configuration contains unit and tags", () => {
  const members = [{ ...payments, unit: "ou-a1b2-c3d4e5f6", tags: { a: "1", b: "2" } }];
  const accounts = [inOrganization(3, "Payments", { units: ["ou-a1b2-11111111", "r-a1b2"], tags: { b: "2", a: "3" } })];

  expect(changesOf({ members, accounts })).toEqual([]);
  expect(changesOf({ members, accounts, units: true, tags: true })).toEqual([
    ["moved, other tags", { unit: "ou-a1b2-11111111", tags: { b: "2", a: "3" } }],
  ]);
});

describe("the filters of accounts", () => {
  const unit = "ou-a1b2-c3d4e5f6";
  const accounts = [
    inOrganization(3, "a", { units: [unit, "r-a1b2"], tags: { env: "prod" } }),
    inOrganization(4, "b", { units: ["ou-a1b2-below000", unit, "r-a1b2"], tags: { env: "dev" } }),
    inOrganization(5, "c", { units: ["r-a1b2"], state: "SUSPENDED", tags: { "a=b": "c" } }),
  ];
  const none = { units: [], excludedUnits: [], tags: [], states: [] };

  test.each<[string, Partial<CompareOptions["filter"]>, readonly number[]]>([
    ["nothing", {}, [3, 4, 5]],
    ["an organizational unit and the units below", { units: [unit] }, [3, 4]],
    ["one of two organizational units", { units: ["ou-a1b2-below000", "r-a1b2"] }, [3, 4, 5]],
    ["the exclusion of an organizational unit", { excludedUnits: [unit] }, [5]],
    ["a tag key", { tags: ["env"] }, [3, 4]],
    ["a tag key and value", { tags: ["env=prod"] }, [3]],
    ["a tag key that contains an equals sign", { tags: ["a=b", "a=b=c"] }, [5]],
    ["a state", { states: ["SUSPENDED"] }, [5]],
    ["several kinds of filter at once", { units: [unit], tags: ["env=dev"], states: ["ACTIVE"] }, [4]],
  ])("select new accounts by %s, and count the others", (_, filter, chosen) => {
    const { changes, leftAlone } = comparisonOf({ accounts, filter: { ...none, ...filter } });

    expect(changes.map(({ id }) => id)).toEqual(chosen.map((n) => account(n)));
    expect(leftAlone.toSorted()).toEqual([3, 4, 5].filter((n) => !chosen.includes(n)).map((n) => account(n)));
  });

  test("the filters of accounts do not change existing members", () => {
    const members = [
      { name: "other", id: account(3) },
      { name: "another", id: account(5) },
    ];

    expect(
      comparisonOf({ members, accounts: accounts.slice(0, 1), filter: { ...none, units: ["ou-x"] } }).changes,
    ).toEqual([expect.objectContaining({ id: account(5), settings: { active: false } })]);
    expect(comparisonOf({ members, accounts, filter: { ...none, units: ["ou-x"] } }).changes).toEqual([]);
  });
});

test("an account is a problem if no setting can express it", () => {
  const outside = [{ name: "acquired", id: account(8) }];
  const organization = (accounts: readonly OrganizationAccount[]) => ({
    id: "o-a1b2c3d4e5",
    management: account(1),
    accounts,
  });
  const problems = (accounts: readonly OrganizationAccount[]) =>
    comparisonOf({ outside, organization: organization(accounts) }).problems;

  expect(problems([inOrganization(1, "m"), inOrganization(8, "Acquired")])).toEqual([
    expect.stringMatching(/^the log-archive account \d+ is not in the organization/),
    expect.stringMatching(/^account \d+ \(acquired in accounts.outside\) is now in the organization/),
  ]);
  expect(problems([inOrganization(2, "l", { state: "PENDING_CLOSURE" })])).toEqual([
    expect.stringMatching(/is being closed$/),
  ]);
  expect(comparisonOf({ outside, accounts: [inOrganization(8, "x")] }).changes).toEqual([]);
});
