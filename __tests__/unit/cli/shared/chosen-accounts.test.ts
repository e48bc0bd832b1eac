import { chosenAccounts } from "../../../../cli/shared/chosen-accounts";
import { account } from "../../../../sample-data/values";
import { parse } from "../../config/configuration";

const config = parse({
  "accounts.members": [
    { name: "payments", id: account(3) },
    { name: "closed", id: account(4), active: false },
    { name: "acquired", id: account(5) },
    { name: account(3), id: account(6) },
  ],
  "accounts.outside": [
    { name: "vendor", id: account(7) },
    { name: "acquired", id: account(8) },
  ],
});

describe("the accounts that a command selects", () => {
  test.each([
    ["management", account(1)],
    ["log-archive", account(2)],
    ["payments", account(3)],
    ["closed", account(4)],
    ["vendor", account(7)],
    [account(4), account(4)],
    [account(8), account(8)],
  ])("the accounts that a command selects contain %s, also if it is closed or external", (chosen, id) => {
    expect(chosenAccounts(config, [chosen])).toEqual([id]);
  });

  test("the accounts that a command selects contain each account once, in the given order", () => {
    expect(chosenAccounts(config, ["vendor", account(4), "closed"])).toEqual([account(7), account(4)]);
  });

  test("the accounts that a command selects contain the account with an id, although another account has this name", () => {
    expect(chosenAccounts(config, [account(3)])).toEqual([account(3)]);
  });

  test("the accounts that a command selects cannot be unknown, and the error lists each of them", () => {
    expect(() => chosenAccounts(config, ["vendor", "nobody", account(9)])).toThrow(
      `no account nobody, ${account(9)} in the configuration; correct the id or the name`,
    );
  });

  test("the accounts that a command selects cannot be two accounts with one name, and the error contains their ids", () => {
    expect(() => chosenAccounts(config, ["acquired"])).toThrow(
      `the accounts ${account(5)} and ${account(8)} have the name acquired; use an id`,
    );
  });
});
