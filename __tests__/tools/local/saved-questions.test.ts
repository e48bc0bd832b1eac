import { CommandError } from "../../../tools/local/command";
import { ask, findQuery } from "../../../tools/local/saved-questions";
import type { Trino } from "../../../tools/local/trino";

const query = (name: string) => ({ name, description: "What.", sql: `SELECT '${name}'`, database: "acme_audit" });
const queries = ["cost-events", "identity-denied-calls", "identity-root-activity"].map(query);

describe("findQuery", () => {
  test.each(queries)("finds $name", (wanted) => {
    expect(findQuery(queries, wanted.name)).toBe(wanted);
  });

  test.each([
    ["identity-root-activty", "identity-root-activity"],
    ["denied-calls", "identity-denied-calls"],
    ["Cost-Events", "cost-events"],
    ["", "cost-events"],
  ])("fails for %p, and says that %s is nearest", (name, nearest) => {
    expect(() => findQuery(queries, name)).toThrow(
      new CommandError(
        `there is no saved query ${name}; did you mean ${nearest}? ` +
          "All: cost-events, identity-denied-calls, identity-root-activity",
      ),
    );
  });

  test("fails where no query is deployed, and says so", () => {
    expect(() => findQuery([], "cost-events")).toThrow(
      new CommandError("there is no saved query cost-events, nor any other; deploy them first"),
    );
  });
});

test("a saved query is asked as it is deployed, of the tables that were copied for Trino", async () => {
  const answer = { columns: [], rows: [], scannedBytes: 0, scannedRows: 0 };
  const trino = { query: jest.fn().mockResolvedValue(answer) };

  expect(await ask(trino as unknown as Trino, query("cost-events"))).toBe(answer);

  expect(trino.query.mock.calls).toEqual([["SELECT 'cost-events'", "acme_audit_trino"]]);
});
