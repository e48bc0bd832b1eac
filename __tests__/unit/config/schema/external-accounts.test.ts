import { externalAccountLimit } from "../../../../config/schema/external-accounts";
import { account } from "../../../../sample-data/values";
import { parse, problemsOf } from "../configuration";

const outside = (count: number) => Array.from({ length: count }, (_, i) => ({ name: `o${i}`, id: String(6e11 + i) }));
const one = (changes: object) => ({ "accounts.outside": [{ name: "acquired", id: account(8), ...changes }] });

describe("accounts.outside", () => {
  test("accounts.outside is empty by default", () => {
    expect(parse().accounts.outside).toEqual([]);
  });

  test.each([0, 1, externalAccountLimit - 1, externalAccountLimit])("accepts %d accounts", (count) => {
    expect(parse({ "accounts.outside": outside(count) }).accounts.outside).toHaveLength(count);
  });

  test("fails with one account more, and prints the limit", () => {
    expect(problemsOf({ "accounts.outside": outside(externalAccountLimit + 1) })).toEqual([
      expect.stringMatching(
        /^accounts\.outside: expected 200 accounts or fewer, because the bucket policy of the archive names each of them/,
      ),
    ]);
  });

  test("accounts.outside may have the name of an account, and fails with another name", () => {
    expect(parse(one({ name: "acquired-shop" })).accounts.outside[0]?.name).toBe("acquired-shop");
    expect(problemsOf(one({ name: "Acquired" }))).toEqual([
      'accounts.outside[0].name: expected 1 to 50 lowercase letters, digits or hyphens; got "Acquired"',
    ]);
  });
});
