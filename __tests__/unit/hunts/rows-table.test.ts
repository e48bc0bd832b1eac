import { allHunts } from "../../../hunts/hunt";
import { readMark, rowColumns, rowsTable } from "../../../hunts/rows-table";

test("the table has a name of its own, and columns that Glue and Athena accept", () => {
  expect(rowsTable).toMatch(/^[a-z_]+$/);
  for (const { name, comment } of rowColumns) {
    expect(name).toMatch(/^[a-z_]+$/);
    expect(comment).not.toBe("");
  }
  expect(new Set(rowColumns.map(({ name }) => name)).size).toBe(rowColumns.length);
});

test("the mark of a day that was read is the name of no hunt", () => {
  expect(allHunts().map(({ name }) => name)).not.toContain(readMark);
  expect(readMark).not.toMatch(/^[a-z]/);
});
