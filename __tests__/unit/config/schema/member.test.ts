import { accountIds, accountsOf, namedAccounts } from "../../../../config/derived/accounts";
import { account } from "../../../../sample-data/values";
import { parse, problemsOf } from "../configuration";

const one = (settings: object) => ({ "accounts.members": [{ name: "payments", id: account(3), ...settings }] });
const tags = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`tag-${i}`, "x"]));

describe("the organizational unit of a member", () => {
  test("the organizational unit of a member is optional", () => {
    expect(parse(one({})).accounts.members).toEqual([{ name: "payments", id: account(3), active: true }]);
  });

  test.each(["ou-a1b2-c3d4e5f6", `ou-${"a".repeat(32)}-${"1".repeat(32)}`, "r-a1b2"])(
    "the organizational unit of a member may be %s",
    (unit) => {
      expect(parse(one({ unit })).accounts.members[0]?.unit).toBe(unit);
    },
  );

  test.each(["", "Workloads", "ou-a1b2", "ou-a1b2-c3d4e5f", "r-a1b", "ou-a1b2-c3d4e5f6 "])(
    "fails when it is %j",
    (unit) => {
      expect(problemsOf(one({ unit }))).toEqual([
        expect.stringMatching(
          /^accounts\.members\[0\]\.unit: expected the id of an organizational unit such as ou-a1b2-c3d4e5f6, or of the root/,
        ),
      ]);
    },
  );
});

describe("the tags of a member", () => {
  test.each([0, 1, 49, 50])("the tags of a member may be %d tags", (count) => {
    expect(parse(one({ tags: tags(count) })).accounts.members[0]?.tags).toEqual(tags(count));
  });

  test("fail with 51 tags, because AWS allows 50", () => {
    expect(problemsOf(one({ tags: tags(51) }))).toEqual([
      expect.stringMatching(/^accounts\.members\[0\]\.tags: expected 50 tags or fewer, as AWS allows/),
    ]);
  });

  test.each([
    ["k".repeat(128), "v".repeat(256)],
    ["Stack", ""],
    ["größe*", "a, b; c"],
  ])(
    "the tags of a member may contain %j: %j, because they follow the rules of AWS accounts and not of resources",
    (key, value) => {
      expect(parse(one({ tags: { [key]: value } })).accounts.members[0]?.tags).toEqual({ [key]: value });
    },
  );

  test.each([
    ["k".repeat(129), "x"],
    ["", "x"],
    ["aws:owner", "x"],
    ["team", "v".repeat(257)],
    ["team", 7],
    ["team", null],
  ])("fail with %j: %j", (key, value) => {
    expect(problemsOf(one({ tags: { [key]: value } }))).toEqual([
      expect.stringMatching(/^accounts\.members\[0\]\.tags\.?/),
    ]);
  });

  test("the tags of a member are not part of accountsOf", () => {
    const config = parse(one({ unit: "r-a1b2", tags: { team: "payments" } }));

    expect(namedAccounts(config)).toContainEqual({ id: account(3), name: "payments" });
  });
});

describe("the stack of a member", () => {
  const stackOf = (settings: object) => accountsOf(parse(one(settings))).members.map(({ stackName }) => stackName);

  test("has the name of the account, or the name in the setting `stack`", () => {
    expect(stackOf({})).toEqual(["member-payments"]);
    expect(stackOf({ stack: "member-shop" })).toEqual(["member-shop"]);
  });

  test.each(["", "shop", "outside-shop", "log-archive", "member-", "member-Shop", "member-../shop", "member-a/b"])(
    "fails when it is %j",
    (stack) => {
      expect(problemsOf(one({ stack }))).toEqual([
        expect.stringMatching(/^accounts\.members\[0\]\.stack: expected member- and 1 to 50/),
      ]);
    },
  );

  const two = (first: object, second: object) => ({
    "accounts.members": [
      { id: account(3), ...first },
      { id: account(4), ...second },
    ],
  });

  test.each<[string, object, object, string]>([
    [
      "two members configure the same name",
      { name: "a", stack: "member-c" },
      { name: "b", stack: "member-c" },
      "stack",
    ],
    ["a member configures the name of a later member's stack", { name: "a", stack: "member-b" }, { name: "b" }, "name"],
    [
      "a member configures the name of an earlier member's stack",
      { name: "a" },
      { name: "b", stack: "member-a" },
      "stack",
    ],
  ])("fails when %s", (_, first, second, key) => {
    expect(problemsOf(two(first, second))).toEqual([
      expect.stringMatching(
        `^accounts\\.members\\[1\\]\\.${key}: the stack member-[abc] belongs to accounts\\.members\\[0\\]`,
      ),
    ]);
  });

  test("the stack of a member may have another member's name if the stack of the other member is renamed", () => {
    expect(problemsOf(two({ name: "a", stack: "member-b" }, { name: "b", stack: "member-a" }))).toEqual([]);
  });

  test("the stack of a member is reported once when the names of the accounts are equal", () => {
    expect(problemsOf(two({ name: "a" }, { name: "a" }))).toEqual([expect.stringContaining("use another name")]);
  });
});

describe("a member that is not active", () => {
  const config = parse(one({ active: false }));

  test("has no root, and the detection of silence does not expect its events", () => {
    expect(accountsOf(config).members).toEqual([]);
    expect(namedAccounts(config).map(({ id }) => id)).toEqual([account(1), account(2)]);
  });

  test("stays in the tables", () => {
    expect(accountIds(config)).toContain(account(3));
  });

  test("a member that is not active cannot be the account of the AWS Config aggregator", () => {
    const aggregator = { enabled: true, account: account(3) };

    expect(problemsOf({ ...one({ active: false }), "logSources.awsConfig.aggregator": aggregator })).toEqual([
      expect.stringMatching(/aggregator\.account: account \d+ is not in use/),
    ]);
    expect(problemsOf({ ...one({ active: true }), "logSources.awsConfig.aggregator": aggregator })).toEqual([]);
  });
});
