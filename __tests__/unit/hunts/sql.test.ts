import { composeSql, joinSql, parameter } from "../../../hunts/sql";

test("the parameters of nested parts are in the order of their question marks", () => {
  const days = composeSql`BETWEEN ${parameter("from")} AND ${parameter("to")}`;
  const rows = joinSql([composeSql`run = ${parameter("run")}`, "hunt <> '?'", composeSql`day ${days}`], " AND ");

  expect(composeSql`SELECT ${1} FROM ${"rows"} WHERE ${rows} AND last < ${parameter("to")}`).toEqual({
    sql: "SELECT 1 FROM rows WHERE run = ? AND hunt <> '?' AND day BETWEEN ? AND ? AND last < ?",
    parameters: ["run", "from", "to", "to"],
  });
});
