import { parseConfig } from "../../../config/load";
import { renamedSettings } from "../../../config/renamed-settings";
import { knownKeys } from "../../../config/setting-tree";
import { account } from "../../../sample-data/values";
import { type Changes, configuration, everySetting, parse, problemsIn, settingAt, yamlOf } from "./configuration";

const renames = Object.entries(renamedSettings).map(([oldPath, newName]) => {
  const section = oldPath.split(".").slice(0, -1);
  return { oldPath, section, newPath: [...section, newName].join(".") };
});

/** Returns a configuration file with every setting and the changes. */
const fileWith = (changes: Changes): string => yamlOf(configuration({ ...everySetting, ...changes }));

const lineOf = (text: string, name: string): number =>
  text.split("\n").findIndex((line) => line.trim().startsWith(`${name}:`)) + 1;

describe.each(renames)("$oldPath", ({ oldPath, section, newPath }) => {
  const value = settingAt(configuration(everySetting), newPath);
  const renamed = fileWith({ [newPath]: undefined, [oldPath]: value });
  const oldName = oldPath.split(".").at(-1) ?? "";
  const newName = newPath.split(".").at(-1) ?? "";

  test(`${oldPath} is no longer in the schema, and its new name is`, () => {
    expect(knownKeys(section)).toContain(newName);
    expect(knownKeys(section)).not.toContain(oldName);
  });

  test("has the effect of its new name, and warns once with its line", () => {
    const warnings: string[] = [];
    const config = parseConfig(renamed, "audit.yaml", (message) => warnings.push(message));

    expect(config).toEqual(parse(everySetting));
    expect(warnings).toEqual([
      `warning: audit.yaml: ${oldPath} (line ${lineOf(renamed, oldName)}) is now called ${newPath}; rename it before version 1.0`,
    ]);
  });

  test("does not warn if its new name is used", () => {
    const warn = jest.fn();
    parseConfig(fileWith({}), "audit.yaml", warn);

    expect(warn).not.toHaveBeenCalled();
  });

  test("fails together with its new name, even with the same value", () => {
    const text = fileWith({ [oldPath]: value });

    expect(problemsIn(text)).toEqual([
      `${oldPath} (line ${lineOf(text, oldName)}): the old name of ${newName}, which is also set; remove it`,
    ]);
  });

  test("fails with an invalid value at the line of the old name", () => {
    const text = fileWith({ [newPath]: undefined, [oldPath]: "§" });
    jest.spyOn(console, "error").mockImplementation(() => {});

    expect(problemsIn(text)).toEqual([expect.stringMatching(`^${newPath} \\(line ${lineOf(text, oldName)}\\): `)]);
  });
});

test("the warning is written to standard error, not to standard output", () => {
  const print = jest.spyOn(console, "error").mockImplementation(() => {});
  const [{ oldPath, newPath } = { oldPath: "", newPath: "" }] = renames;
  parseConfig(fileWith({ [newPath]: undefined, [oldPath]: settingAt(configuration(everySetting), newPath) }), "a.yaml");

  expect(print).toHaveBeenCalledTimes(1);
});

test("an old name in an entry of overrides has the effect of its new name, and warns with its place", () => {
  const overrides = (name: string) => [
    { accounts: [account(1)], logSources: { [name]: { recordingFrequency: "DAILY" } } },
  ];
  const warnings: string[] = [];
  const text = fileWith({ overrides: overrides("config") });
  const config = parseConfig(text, "audit.yaml", (message) => warnings.push(message));

  expect(config).toEqual(parse({ ...everySetting, overrides: overrides("awsConfig") }));
  expect(warnings).toEqual([
    expect.stringMatching(
      /^warning: audit\.yaml: overrides\[0\]\.logSources\.config \(line \d+\) is now called overrides\[0\]/,
    ),
  ]);
});
