import { flowLogFields } from "../../../tables/flow-log-fields";
import { flowLogsTable } from "../../../tables/flow-logs";
import { logSource } from "../../support/catalog";

const columns = flowLogsTable(logSource).columns.map(({ name }) => name.replaceAll("_", "-"));

describe("flowLogFields", () => {
  test.each(Object.entries(flowLogFields))("the set %s contains columns of the table, each once", (_, fields) => {
    expect(fields.filter((field) => !columns.includes(field))).toEqual([]);
    expect(new Set(fields).size).toBe(fields.length);
  });

  test("the set everything contains every column of the table", () => {
    expect(flowLogFields.everything.toSorted()).toEqual(columns.toSorted());
  });

  test("each set contains the set before it, and more fields", () => {
    const { default: version2, extended, everything } = flowLogFields;

    expect(extended.slice(0, version2.length)).toEqual(version2);
    expect(everything.slice(0, extended.length)).toEqual(extended);
    expect([version2.length, extended.length, everything.length]).toEqual([13, 27, 38]);
  });

  test("the set default is the format of version 2 without the account, which is a partition", () => {
    expect(flowLogFields.default.join(" ")).toBe(
      "version interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status",
    );
  });
});
