import type { Detection } from "../../../detections/detection";
import { firesAfter, namesWithoutExample, otherCall, otherService } from "./variants";

/**
 * Tests that every row matches its calls only with their names and services, and has an example of each call.
 *
 * @param known names of calls by id, separated by white space; an asterisk stands for the rest of a name
 */
export function describeCallsOf(rows: readonly Detection[], known: Readonly<Record<string, string>>): void {
  test("there is a list of calls for every row", () => {
    expect(Object.keys(known)).toEqual(rows.map(({ id }) => id));
  });

  describe.each(rows)("the calls of $id", (row) => {
    test("are its own, and no other", () => {
      const names = [...row.pattern.matchAll(/\$\.eventName = "([^"]+)"/g)].map(([, name = ""]) => name);

      expect(new Set(names)).toEqual(new Set(known[row.id]?.split(/\s+/)));
    });

    test("are wanted and, unless it says any, their services, whatever the request holds", () => {
      const ofAnyService = row.pattern.includes('eventSource = "*.amazonaws.com"');

      expect(firesAfter(row, otherCall)).toEqual([]);
      expect(ofAnyService ? [] : firesAfter(row, otherService)).toEqual([]);
    });

    test("have an example each", () => {
      expect(namesWithoutExample(row)).toEqual([]);
    });
  });
}
