import { parse } from "yaml";
import { declaredSchema } from "../../../config/schema/declared";
import { settingExample } from "../../../config/setting-example";
import { type JsonSchema, settingTree } from "../../../config/setting-tree";
import { account } from "../../../sample-data/values";
import { everySetting, configuration, problemsOf, settingAt } from "./configuration";

type Path = readonly (string | number)[];

/** Returns every path below a schema that is a section, a list, a map or a required setting. */
function pathsWithShape(schema: JsonSchema, path: Path = []): Path[] {
  const inside = Object.entries(schema.properties ?? {}).flatMap(([name, setting]) => {
    const own = path.concat(name);
    const found = pathsWithShape(setting, own);
    const hasShape = setting.properties ?? setting.items ?? setting.oneOf ?? isMap(setting);
    if (hasShape || schema.required?.includes(name) === true) found.unshift(own);
    return found;
  });
  return [...inside, ...(schema.items ? pathsWithShape(schema.items, [...path, 0]) : [])];
}

const isMap = ({ additionalProperties }: JsonSchema): boolean => typeof additionalProperties === "object";

const text = (path: Path): string =>
  path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`))
    .join("")
    .slice(1);

const paths = pathsWithShape(settingTree());

describe("the example of a setting", () => {
  test("exists for every section, list, map and required setting", () => {
    expect(paths.length).toBeGreaterThan(80);
    expect(paths.filter((path) => settingExample(path) === undefined).map(text)).toEqual([]);
  });

  test("the example of a setting is YAML that the schema accepts", () => {
    for (const path of paths) {
      const value: unknown = parse(settingExample(path) ?? "")[path.at(-1) as string];
      const { error } = declaredSchema.safeParse(configuration({ ...everySetting, [text(path)]: value }));
      const wrong = error?.issues.filter((issue) => path.every((key, i) => issue.path[i] === key));

      expect([text(path), wrong ?? []]).toEqual([text(path), []]);
    }
  });

  test.each<[Path, string]>([
    [["prefix"], "prefix: acme"],
    [["accounts", "management"], `management: "${account(1)}"`],
    [["logSources", "flowLogs"], "flowLogs: { vpcs: all }"],
    [["logSources", "webAclLogs"], "webAclLogs: { enabled: true }"],
    [["notifications", "page", "emails"], "emails: [on-call@example.com]"],
    [["accounts", "members", 0], `{ name: payments, id: "${account(3)}" }`],
  ])("the example of a setting of %j is %s", (path, example) => {
    expect(settingExample(path)).toBe(example);
  });
});

describe("a setting with a value of the wrong type", () => {
  test("fails with an example, for every section, list and map", () => {
    for (const path of paths) {
      if (typeof settingAt(configuration(everySetting), text(path)) !== "object") continue;
      const found = problemsOf({ ...everySetting, [text(path)]: 42 }).filter((line) =>
        line.startsWith(`${text(path)}: `),
      );

      // The type of a backend selects its schema
      const shape = text(path) === "backend" ? "expected settings" : settingExample(path);
      expect([text(path), found]).toEqual([text(path), [expect.stringContaining(shape ?? "no example")]]);
    }
  });
});
