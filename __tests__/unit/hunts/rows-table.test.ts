import { allHunts } from "../../../hunts/hunt";
import { readMark, rowColumns, rowsTable } from "../../../hunts/rows-table";

test("the table has its own name, and columns that Glue and Athena accept", () => {
  expect(rowsTable).toMatch(/^[a-z_]+$/);
  for (const { name, comment } of rowColumns) {
    expect(name).toMatch(/^[a-z_]+$/);
    expect(comment).not.toBe("");
  }
  expect(new Set(rowColumns.map(({ name }) => name)).size).toBe(rowColumns.length);
});

test("the marker of a day that was read is not the name of a hunt", () => {
  expect(allHunts().map(({ name }) => name)).not.toContain(readMark);
  expect(readMark).not.toMatch(/^[a-z]/);
});
