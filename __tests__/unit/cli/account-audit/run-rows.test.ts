import { runRows } from "../../../../cli/account-audit/run-rows";

const row = (id: string) => ({ id, fix: `fix ${id}`, reads: [`service:Read${id}`, "service:List"] });
const notRead = { id: "not-read", fix: "allow these actions", reads: [] };

test("the facts of all rows are in the order of the rows", async () => {
  const found = await runRows(
    [
      { row: row("A"), read: async () => [{ text: "a is open", region: "eu-west-1" }, { text: "b is open" }] },
      { row: row("B"), read: async () => [] },
      { row: row("C"), read: async () => [{ text: "c is off" }] },
    ],
    notRead,
  );

  expect(found).toEqual([
    { row: row("A"), text: "a is open", region: "eu-west-1", isObstacle: false },
    { row: row("A"), text: "b is open", isObstacle: false },
    { row: row("C"), text: "c is off", isObstacle: false },
  ]);
});

test.each([
  [new Error("access denied"), "A: access denied"],
  [Object.assign(new Error(""), { name: "AccessDenied" }), "A: AccessDenied"],
])("an error is a fact with the row and its actions, and the other rows are read", async (error, text) => {
  const found = await runRows(
    [
      { row: row("A"), read: () => Promise.reject(error) },
      { row: row("B"), read: async () => [{ text: "b is open" }] },
    ],
    notRead,
  );

  const fix = "allow these actions: service:ReadA, service:List";
  expect(found).toEqual([
    { row: { id: "not-read", fix, reads: [] }, text, isObstacle: true },
    { row: row("B"), text: "b is open", isObstacle: false },
  ]);
});
