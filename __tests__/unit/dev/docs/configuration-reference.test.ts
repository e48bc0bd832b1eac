import { readFileSync, readdirSync } from "node:fs";
import Ajv from "ajv/dist/2020";
import { parse } from "yaml";
import { parseConfig } from "../../../../config/load";
import {
  configurationJsonSchema,
  configurationReference,
  generatedFiles,
} from "../../../../dev/docs/configuration-reference";

const validate = new Ajv({ strict: false, validateFormats: false }).compile(configurationJsonSchema());
const examples = ["config/example.yaml", ...readdirSync("config/examples").map((file) => `config/examples/${file}`)];

/** Returns every setting of a JSON Schema, by its path. */
function settings(schema: object, path = ""): string[] {
  const {
    properties = {},
    items,
    oneOf = [],
  } = schema as {
    properties?: Record<string, object>;
    items?: object;
    oneOf?: object[];
  };
  return [
    ...Object.keys(properties).map((name) => path + name),
    ...Object.entries(properties).flatMap(([name, child]) => settings(child, `${path}${name}.`)),
    ...(items ? settings(items, path) : []),
    ...oneOf.flatMap((alternative) => settings(alternative, path)),
  ];
}

test("the generated files are current; if not, run npm run docs", () => {
  for (const [path, text] of Object.entries(generatedFiles())) {
    expect({ path, text: readFileSync(path, "utf8") }).toEqual({ path, text });
  }
});

test.each(examples)("the JSON Schema accepts %s, like the program", (path) => {
  const text = readFileSync(path, "utf8");
  parseConfig(text, path);

  expect(validate(parse(text))).toBe(true);
});

test.each([
  ["an unknown setting", { archve: {} }],
  ["a wrong type", { homeRegion: 5 }],
  ["a lock on the Config archive", { archive: { configArchive: { lock: {} } } }],
  ["a value that is not in the list", { archive: { lock: { mode: "complience" } } }],
  ["an account id that is a number", { accounts: { management: 1, logArchive: "x", members: [] } }],
])("the JSON Schema refuses %s", (_, change) => {
  const config = parse(readFileSync("config/example.yaml", "utf8"));

  expect(validate({ ...config, ...change })).toBe(false);
});

test("every setting has a description, in the schema and in the reference", () => {
  const reference = configurationReference();
  const all = settings(configurationJsonSchema());

  expect(all.length).toBeGreaterThan(50);
  expect(all.filter((path) => !reference.includes(path.split(".").at(-1) ?? path))).toEqual([]);
  expect(reference).not.toMatch(/\|\s*\|\n/);
});

test("all example files together contain every setting", () => {
  const text = ["everything", "control-tower", "adopt", "overrides", "delegated-administrator", "second-region"]
    .map((name) => readFileSync(`config/examples/${name}.yaml`, "utf8"))
    .join("\n");
  const exceptions = [
    // These settings are always refused with a reason
    "lock",
    "configArchive",
    // Settings of your own archive key, which the other examples do not have
    "kmsKeyArn",
    "kmsKeyAdministratorRoleArns",
    // Valid only with replicas in the account of the archive key
    "multiRegionKey",
    // In the example, every archive has a replica
    "archives",
    // The location of another trail, which is not valid beside the example's own trail
    "cloudTrailLocation",
    // The key of a bucket that its owner manages. The example adopts the bucket instead
    "existingKmsKeyArn",
  ];
  const names = settings(configurationJsonSchema()).map((path) => path.split(".").at(-1) ?? path);

  expect(names.filter((name) => !exceptions.includes(name) && !text.includes(`${name}:`))).toEqual([]);
});
