import compile from "jsonata";
import { huntMessage, huntSubject, rowOf } from "../../../../modules/hunts/hunt-message";
import { rowFields } from "../../../../hunts/selection";

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

test("the subject has at most 100 characters with the longest prefix and name", async () => {
  const subject: string = await compile(huntSubject("p".repeat(21))).evaluate(undefined, { name: "n".repeat(40) });

  expect(subject).toBe(`${"p".repeat(21)}: hunt ${"n".repeat(40)}`);
  expect(subject.length).toBeLessThanOrEqual(100);
});
