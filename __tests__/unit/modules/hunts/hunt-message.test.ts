import compile from "jsonata";
import { huntMessage, huntSubject, rowOf } from "../../../../modules/hunts/hunt-message";
import { rowFields } from "../../../../hunts/message-rows";
import { account, arn } from "../../../../sample-data/values";

/** A row in which the value of each field is the name of the field. */
const cells = [...rowFields.map((field) => (field === "more" ? "" : field)), "value-of-a", "value-of-b"];
const rows = compile(`[$map($given, ${rowOf})]`);

async function message(given: readonly (readonly string[])[], variables: object = {}) {
  const values = {
    rows: await rows.evaluate(undefined, { given }),
    fresh: given.map((_, i) => i),
    name: "asks",
    from: "2026/11/21",
    to: "2026/11/22",
    accounts: {},
    hunt: { subject: ["a", "b"], queryName: "hunt-asks", parameters: ", least = 60" },
    ...variables,
  };
  return JSON.parse(await compile(huntMessage).evaluate(undefined, values));
}

test("the message reads each field of a row from its position in the statement", async () => {
  expect((await message([cells])).Rows).toEqual([
    {
      a: "value-of-a",
      b: "value-of-b",
      "how unusual": "measure",
      events: "events",
      "first (UTC)": "first",
      "last (UTC)": "last",
      regions: "regions",
      addresses: "addresses",
      "event ids": "ids",
    },
  ]);
});

test("the message contains only new rows", async () => {
  const given = ["x", "y", "z"].map((value) => cells.slice(0, -1).concat(value));
  const { Rows } = await message(given, { fresh: [1] });

  expect(Rows.map(({ b }: { b: string }) => b)).toEqual(["y"]);
});

const accounts = { [account(3)]: "payments" };
const role = arn("iam", "", account(3), "role/reader");
const described = async (subject: readonly string[], values: readonly string[]) => {
  const given = [[...cells.slice(0, rowFields.length), ...values]];
  const { Rows } = await message(given, { accounts, hunt: { subject, queryName: "hunt-asks", parameters: "" } });
  return subject.map((column) => Rows[0][column]);
};

test("accounts have their names, and so has the account of an ARN in a row without an account", async () => {
  expect(await described(["account", "principal"], [account(3), role])).toEqual([`${account(3)} payments`, role]);
  expect(await described(["role_account", "role"], [account(3), "reader"])).toEqual([
    `${account(3)} payments`,
    "reader",
  ]);
  expect(await described(["principal"], [role])).toEqual([`${role} (payments)`]);
  expect(await described(["principal"], [arn("iam", "", account(4), "role/r")])).toEqual([
    arn("iam", "", account(4), "role/r"),
  ]);
  expect(await described(["bucket", "hour"], [account(3), ""])).toEqual([account(3), ""]);
});

test("a hunt without numbers says that one row is unusual", async () => {
  const hunt = { subject: ["a", "b"], queryName: "hunt-asks", parameters: "" };

  expect((await message([cells], { hunt: { ...hunt, threshold: "" } }))["Unusual from"]).toBe("one such row");
  expect((await message([cells], { hunt: { ...hunt, threshold: "least = 2" } }))["Unusual from"]).toBe("least = 2");
});

test("the subject has at most 100 characters with the longest prefix and name", async () => {
  const subject: string = await compile(huntSubject("p".repeat(21))).evaluate(undefined, { name: "n".repeat(40) });

  expect(subject).toBe(`${"p".repeat(21)}: hunt ${"n".repeat(40)}`);
  expect(subject.length).toBeLessThanOrEqual(100);
});
