import { tablesNamed } from "../../../../queries/relations";
import { viewText } from "../../../../tables/log-view";
import { logTables, logViews, replicaCatalog } from "../../../../tables/catalog";
import { leavesOf } from "../../../../tables/ocsf/attribute";
import { requiredOfAll } from "../../../../tables/ocsf/event-classes";
import { ocsfViews } from "../../../../tables/ocsf/views";
import { catalogSource } from "../../../support/catalog";
import { markedRow } from "../../../support/random-row";

const views = ocsfViews([["cloudtrail"]]);
const tables = logTables(catalogSource());

test("no OCSF view exists without the setting, and all exist with it", () => {
  const names = (ocsf: boolean) => logViews(catalogSource({ ocsf })).map(({ name }) => name);

  expect(names(false).filter((name) => name.startsWith("ocsf_"))).toEqual([]);
  expect(names(true)).toEqual([...names(false), ...views.map(({ name }) => name)]);
  expect(logTables(catalogSource({ ocsf: true }))).toEqual(tables);
});

describe.each(views.map((view) => [view.name, view] as const))("%s", (name, view) => {
  const table = tables.find((one) => `ocsf_${one.name}` === name);

  test("reads the table of its name, and no other table", () => {
    expect(
      tablesNamed(
        view.sql,
        tables.map((one) => one.name),
      ),
    ).toEqual([table?.name]);
  });

  test("has every attribute that its classes require", () => {
    const paths = leavesOf(view.attributes).map(([path]) => path);
    const required = [...requiredOfAll, ...view.classes.flatMap((one) => one.required)];

    expect(required.filter((one) => !paths.some((path) => path === one || path.startsWith(`${one}.`)))).toEqual([]);
  });

  test("reads every column and every field of its table", () => {
    if (table === undefined) throw new Error(`no table has the name of ${name}`);
    const fields = markedRow(table).marks.map((mark) => mark.slice(1, -1).toLowerCase());
    // The names of unmapped fields are strings in the SQL, and read no column
    const sql = view.sql.replaceAll(/'[^']*'/g, "''").toLowerCase();
    const isRead = (path: string) => path.split(".").every((part) => new RegExp(`\\b${part}\\b`).test(sql));

    expect(fields.filter((path) => !isRead(path))).toEqual([]);
    for (const { name: column } of [...table.columns, ...table.partitions])
      expect(sql).toMatch(new RegExp(`\\b${column}\\b`));
  });

  test("has comments that Glue accepts, and a unique name", () => {
    const names = view.columns.map((column) => column.name);

    expect(new Set(names).size).toBe(names.length);
    for (const { comment } of view.columns) expect(comment).toMatch(/^.{3,255}$/);
  });

  test("uses less than half of the length that Glue accepts, also with earlier trails and external accounts", () => {
    const trails = [["cloudtrail", "cloudtrail_earlier_1", "cloudtrail_earlier_2"], ["cloudtrail_outside"]];
    const longest = ocsfViews(trails).find((one) => one.name === name) ?? view;

    expect(viewText(longest, { catalog: "awsdatacatalog", database: "acme_audit" }).length).toBeLessThan(409_600 / 2);
  });
});

test("the views whose table is not replicated are omitted from the catalog of replicas", () => {
  const source = catalogSource({ ocsf: true });
  const { views: replicated } = replicaCatalog(source, new Map([["acme-trail", "acme-trail-replica"]]));

  expect(replicated.map(({ name }) => name).filter((name) => name.startsWith("ocsf_"))).toEqual(["ocsf_cloudtrail"]);
});
