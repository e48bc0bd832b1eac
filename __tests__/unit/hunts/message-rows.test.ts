import { sampleHunt as hunt } from "../../support/sample-hunt";
import { selectRows as statementOf } from "../../../hunts/selection";
import { rowLimit } from "../../../hunts/message-rows";
import { type TunedHunt } from "../../../hunts/tuned-hunt";

const hunts = [hunt("one"), hunt("two")];
const selectRows = (list: readonly TunedHunt[]) => statementOf(list).sql;

test("the statement reads one row more than the limit, and this row contains the number of rows", () => {
  const sql = selectRows(hunts);

  expect(sql).toContain(`place <= ${rowLimit},`);
  expect(sql).toContain(`WHERE place <= ${rowLimit + 1}`);
  expect(sql).toContain(`total - ${rowLimit}`);
});

test("every value that a caller may choose is shortened, and its special characters are replaced", () => {
  const sql = selectRows(hunts);
  const replaced = [...sql.matchAll(/regexp_replace\(substr\(coalesce\((\w+), ''\), 1, 200\), '([^']+)', '\?'\)/g)];

  expect(replaced.map(([, value]) => value)).toEqual(["measure", "regions", "addresses", "ids", "value"]);
  for (const [, , pattern = ""] of replaced) {
    const plain = (value: string) => value.replaceAll(new RegExp(pattern, "g"), "?");
    expect(plain('"\\<>\u0000\n\u007fé')).toBe("????????");
    expect(plain("Az09 '/:;=[]{}|~&!#")).toBe("Az09 '/:;=[]{}|~&!#");
  }
});
