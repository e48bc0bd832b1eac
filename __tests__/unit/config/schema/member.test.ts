import { namedAccounts } from "../../../../config/names/names";
import { account } from "../../../../tools/sample-data/values";
import { parse, problemsOf } from "../configuration";

const one = (settings: object) => ({ "accounts.members": [{ name: "payments", id: account(3), ...settings }] });
const tags = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`tag-${i}`, "x"]));

describe("the unit of a member", () => {
  test("is not required", () => {
    expect(parse(one({})).accounts.members).toEqual([{ name: "payments", id: account(3) }]);
  });

  test.each(["ou-a1b2-c3d4e5f6", `ou-${"a".repeat(32)}-${"1".repeat(32)}`, "r-a1b2"])("may be %s", (unit) => {
    expect(parse(one({ unit })).accounts.members[0]?.unit).toBe(unit);
  });

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
  test.each([0, 1, 49, 50])("may be %d", (count) => {
    expect(parse(one({ tags: tags(count) })).accounts.members[0]?.tags).toEqual(tags(count));
  });

  test("fail with 51, because AWS allows 50", () => {
    expect(problemsOf(one({ tags: tags(51) }))).toEqual([
      expect.stringMatching(/^accounts\.members\[0\]\.tags: expected 50 tags or fewer, as AWS allows/),
    ]);
  });

  test.each([
    ["k".repeat(128), "v".repeat(256)],
    ["Stack", ""],
    ["größe*", "a, b; c"],
  ])("may be %j: %j, because they are of the account and not of resources", (key, value) => {
    expect(parse(one({ tags: { [key]: value } })).accounts.members[0]?.tags).toEqual({ [key]: value });
  });

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

  test("are in no list of accounts by name", () => {
    const config = parse(one({ unit: "r-a1b2", tags: { team: "payments" } }));

    expect(namedAccounts(config)).toContainEqual({ id: account(3), name: "payments" });
  });
});
