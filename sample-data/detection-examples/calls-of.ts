import type { Detection } from "../../detections/detection";
import { firesAfter, namesWithoutExample, otherCall, otherService } from "./variants";

/**
 * Tests that every detection lists exactly the expected calls, matches their name and service, and has an example of each call.
 *
 * @param known names of the expected calls by detection id, separated by white space; a name can end with an asterisk
 */
export function describeCallsOf(rows: readonly Detection[], known: Readonly<Record<string, string>>): void {
  test("every detection has a list of expected calls", () => {
    expect(Object.keys(known)).toEqual(rows.map(({ id }) => id));
  });

  describe.each(rows)("the pattern of $id", (row) => {
    test("contains exactly the expected calls", () => {
      const names = [...row.pattern.matchAll(/\$\.eventName = "([^"]+)"/g)].map(([, name = ""]) => name);

      expect(new Set(names)).toEqual(new Set(known[row.id]?.split(/\s+/)));
    });

    test("matches no other call, and no other service if it names one", () => {
      const ofAnyService = row.pattern.includes('eventSource = "*.amazonaws.com"');

      expect(firesAfter(row, otherCall)).toEqual([]);
      expect(ofAnyService ? [] : firesAfter(row, otherService)).toEqual([]);
    });

    test("has an example of each call", () => {
      expect(namesWithoutExample(row)).toEqual([]);
    });
  });
}
