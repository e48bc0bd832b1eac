import { externalAccountLimit } from "../../../../config/schema/external-accounts";
import { account } from "../../../../tools/sample-data/values";
import { parse, problemsOf } from "../configuration";

const outside = (count: number) => Array.from({ length: count }, (_, i) => ({ name: `o${i}`, id: String(6e11 + i) }));
const one = (changes: object) => ({ "accounts.outside": [{ name: "acquired", id: account(8), ...changes }] });

describe("accounts.outside", () => {
  test("is empty by default", () => {
    expect(parse().accounts.outside).toEqual([]);
  });

  test("accepts the number of accounts that docs/configuration.md names", () => {
    expect(externalAccountLimit).toBe(200);
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

  test.each(["a", "7", "a".repeat(50), "acquired-shop"])("accepts an account with the name %s", (name) => {
    expect(parse(one({ name })).accounts.outside[0]?.name).toBe(name);
  });

  test.each(["", "a".repeat(51), "-a", "a-", "Acquired", "a b", ".."])("fails with the name %j", (name) => {
    expect(problemsOf(one({ name }))).toEqual([
      expect.stringMatching(
        /^accounts\.outside\[0\]\.name: expected 1 to 50 lowercase letters, digits or hyphens; got /,
      ),
    ]);
  });

  test.each(["", "123", "1234567890123", 123])("fails with the id %j", (id) => {
    expect(problemsOf(one({ id }))[0]).toMatch(/^accounts\.outside\[0\]\.id: /);
  });

  test.each(["Deployer", "a", "a".repeat(64)])("accepts the deploying role %s", (roleName) => {
    expect(parse(one({ roleName })).accounts.outside[0]?.roleName).toBe(roleName);
  });

  test.each(["", "a".repeat(65), "path/Role", "a b"])("fails with the deploying role %j", (roleName) => {
    expect(problemsOf(one({ roleName }))[0]).toMatch(
      /^accounts\.outside\[0\]\.roleName: expected the name of an IAM role/,
    );
  });
});
