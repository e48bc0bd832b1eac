import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { importsIn, sourceFiles } from "../../dev/docs/source-imports";
import { allowedImports, importsOfFeatures } from "../support/import-law";

const files = sourceFiles();
const tests = readdirSync("__tests__", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => join("__tests__", file));
const sources = [...files, ...tests];
const textOf = (file: string) => readFileSync(file, "utf8");

/** The feature of a file in `features/`. Undefined for the interface of features, and for the lists in `features/all/`. */
const featureOf = (file: string) => /^features\/(?!all\/)([^/]+)\//.exec(file)?.[1];

/** The top folder of a file. The generator of a feature's pages has the rule of `dev`. */
function folderOf(file: string): string {
  if (/^features\/[^/]+\/docs\//.test(file)) return "dev";
  if (featureOf(file) !== undefined) return "features/*";
  return dirname(file) === "." ? "." : (file.split("/")[0] ?? "");
}

/** Returns the imports of one source file by another, with the paths of both. */
const imports = files.flatMap((file) => importsIn(file, textOf(file)));

test.each([...Object.entries(allowedImports), ["features/*", importsOfFeatures] as const])(
  "%s/ imports only from itself and %j",
  (folder, allowed) => {
    const own = imports.filter(({ from }) => folderOf(from) === folder);

    expect(files.some((file) => folderOf(file) === folder)).toBe(true);
    // The version of the package
    const others = own.filter(({ to }) => !to.startsWith("package"));
    // A test below is about imports of features
    const isAllowed = ({ to }: (typeof others)[number]) =>
      [folder, ...allowed].includes(folderOf(to)) || featureOf(to) !== undefined;
    expect(others.filter((one) => !isAllowed(one))).toEqual([]);
  },
);

test("no top folder imports from a folder that imports from it, directly or through others", () => {
  const isAbove = (folder: string, other: string): boolean =>
    // The core asks lists of features, and features use the core. The linter finds circles of files
    (allowedImports[folder] ?? [])
      .filter((lower) => lower !== "features")
      .some((lower) => lower === other || isAbove(lower, other));

  expect(Object.keys(allowedImports).filter((folder) => isAbove(folder, folder))).toEqual([]);
});

/** Libraries of `cli/`, from which every command may import. */
const libraries = ["cli/aws-reader", "cli/shared"];

/**
 * The rooms in folders that have rooms, each with the other rooms of the same folder from which it may import. A file in the folder
 * itself is in the room with the name of the folder.
 */
const rooms: Record<string, readonly string[]> = {
  "aws-semantics/deliveries": ["aws-semantics/iam"],
  "aws-semantics/event-pattern": ["aws-semantics/filter-pattern"],
  "aws-semantics/eventbridge": ["aws-semantics/iam"],
  "aws-semantics/filter-pattern": [],
  "aws-semantics/filter-sql": ["aws-semantics/filter-pattern"],
  "aws-semantics/iam": [],
  "aws-semantics/iam-comparison": ["aws-semantics/iam"],
  "aws-semantics/pattern-comparison": ["aws-semantics/event-pattern", "aws-semantics/filter-pattern"],
  "aws-semantics/values": [],
  "cli/access-map": libraries,
  "cli/account-audit": libraries,
  "cli/accounts": libraries,
  "cli/aws-reader": [],
  "cli/backtest": [...libraries, "cli/query"],
  "cli/bootstrap": libraries,
  "cli/check": [...libraries, "cli/account-audit"],
  "cli/config": libraries,
  "cli/cost": libraries,
  "cli/deploy": libraries,
  "cli/digests": libraries,
  "cli/drill": [...libraries, "cli/policy"],
  "cli/evidence": [...libraries, "cli/digests", "cli/hold"],
  "cli/hold": libraries,
  "cli/init": [...libraries, "cli/accounts"],
  // The role that plans may also read what these commands read
  "cli/policy": [...libraries, "cli/check", "cli/verify"],
  "cli/query": libraries,
  "cli/report": [...libraries, "cli/query"],
  "cli/review": [...libraries, "cli/access-map"],
  "cli/shared": [],
  "cli/synth": libraries,
  "cli/take-down": [...libraries, "cli/deploy"],
  "cli/verify": [...libraries, "cli/account-audit"],
  "config/derived": ["config", "config/schema", "config/names"],
  "config/guardrails": ["config", "config/derived", "config/names"],
  "config/names": ["config", "config/schema"],
  "config/rules": ["config", "config/schema", "config/names", "config/derived"],
  "config/schema": ["config"],
  "dev/addresses": [],
  "dev/bench": ["dev/package"],
  "dev/docs": [],
  "dev/features": ["dev/docs"],
  "dev/package": [],
  "dev/scan": [],
  "local-aws/emulator": ["local-aws"],
  "local-aws/event-ruler": ["local-aws", "local-aws/trino"],
  "local-aws/lakehouse": ["local-aws", "local-aws/emulator", "local-aws/terraform", "local-aws/trino"],
  "local-aws/opensearch": ["local-aws", "local-aws/trino"],
  "local-aws/recording": ["local-aws", "local-aws/terraform"],
  "local-aws/terraform": ["local-aws", "local-aws/emulator"],
  "local-aws/trino": ["local-aws", "local-aws/emulator", "local-aws/terraform"],
  "modules/iam": ["modules/input", "modules/terraform"],
  "modules/terraform": [],
  "sample-data/detection-examples": ["sample-data", "sample-data/events"],
  "sample-data/events": ["sample-data/logs"],
  "sample-data/logs": ["sample-data/events"],
  "terraform-types": ["terraform-types/columns", "terraform-types/rows"],
  "terraform-types/columns": [],
  "terraform-types/plan": ["terraform-types", "terraform-types/columns"],
  "terraform-types/rows": ["terraform-types/columns"],
  "terraform-types/synthesized": ["terraform-types", "terraform-types/columns", "terraform-types/rows"],
};

/** Top folders whose rooms all have a rule. The others are listed in part, because most of their rooms import each other. */
const dividedFolders = ["aws-semantics", "cli", "config", "dev", "local-aws", "sample-data", "terraform-types"];

/** The room of a file: its folder, at most two levels. */
const roomOf = (file: string) => dirname(file).split("/").slice(0, 2).join("/");

test.each(Object.entries(rooms))("%s/ imports within its top folder only from itself and %j", (room, allowed) => {
  const [top = ""] = room.split("/");
  const own = imports.filter(({ from, to }) => roomOf(from) === room && to.startsWith(`${top}/`));

  expect(files.some((file) => roomOf(file) === room)).toBe(true);
  expect(own.filter(({ to }) => ![room, ...allowed].includes(roomOf(to)))).toEqual([]);
});

test("every room of a divided folder has a rule", () => {
  const divided = files.map(roomOf).filter((room) => dividedFolders.some((folder) => room.startsWith(`${folder}/`)));

  expect([...new Set(divided)].filter((room) => rooms[room] === undefined)).toEqual([]);
});

test("no feature imports another feature, and only the lists in features/all/ import a feature", () => {
  const ofFeatures = imports.filter(({ to }) => featureOf(to) !== undefined);
  const isAllowed = ({ from, to }: (typeof imports)[number]) =>
    from.startsWith("features/all/") || featureOf(from) === featureOf(to);

  expect(ofFeatures.length).toBeGreaterThan(0);
  expect(ofFeatures.filter((one) => !isAllowed(one))).toEqual([]);
});

test("only the list of commands in cli/ imports the module of a command", () => {
  const commands = imports.filter(({ from, to }) => folderOf(from) === "cli" && /^cli\/[^/]+\/command$/.test(to));

  expect(commands.length).toBeGreaterThan(20);
  expect(commands.filter(({ from }) => from !== "cli/program")).toEqual([]);
});

test("every source folder has a rule", () => {
  expect(new Set(files.map(folderOf))).toEqual(new Set([...Object.keys(allowedImports), "features/*"]));
});

test("configuration, detections, hunts, tables and queries import neither cdktf nor the AWS provider", () => {
  const pure = files.filter((file) =>
    ["config", "detections", "hunts", "log-sources", "tables", "queries"].includes(folderOf(file)),
  );

  expect(pure.filter((file) => /(?:from|\()\s*"[^."]*(?:cdktf|constructs)/.test(textOf(file)))).toEqual([]);
});

test("only synthesis/ imports stacks", () => {
  const stacks = files
    .filter((file) => folderOf(file) === "stacks" && /extends TerraformStack\b/.test(textOf(file)))
    .map((file) => file.replace(/\.ts$/, ""));
  const importers = imports.filter(({ from, to }) => folderOf(from) !== "synthesis" && stacks.includes(to));

  expect(stacks.toSorted()).toEqual([
    "stacks/config-aggregator",
    "stacks/external-account",
    "stacks/log-archive/stack",
    "stacks/management/stack",
    "stacks/management/trail-administrator",
    "stacks/member",
    "stacks/second-region/replication",
    "stacks/second-region/stack",
    "stacks/security-lake/stack",
    "stacks/security-lake/subscriber",
  ]);
  expect(importers).toEqual([]);
});

test("only the entry points of the package re-export, and they contain nothing else", () => {
  const reExports = /^export (\*|\{[^}]*\}) from "[^"]+";$/gm;
  const entries = files.filter((file) => folderOf(file) === "exports");
  const withMore = entries.filter(
    (file) =>
      textOf(file)
        .replaceAll(reExports, "")
        .replace(/^\/\*\*.*\*\/$/m, "")
        .trim() !== "",
  );

  expect(sources.filter((file) => textOf(file).match(reExports))).toEqual(entries);
  expect(withMore).toEqual([]);
});

test("no test replaces a module, because tests in other files use the same module", () => {
  expect(tests.filter((file) => /\bvi\.(doMock|mock|resetModules|stubGlobal)\(/.test(textOf(file)))).toEqual([]);
});

describe("outside config/ and the settings of features", () => {
  const regionArguments = sources.filter(
    (file) => folderOf(file) !== "config" && !/^features\/[^/]+\/settings\.ts$/.test(file),
  );

  test("no source contains an ARN with a fixed partition", () => {
    // The string is split, because this test also reads this file
    const literal = ["arn", "aws", ""].join(":");

    expect(regionArguments.filter((file) => textOf(file).includes(literal))).toEqual([]);
  });

  test("no source contains an account id", () => {
    expect(regionArguments.filter((file) => /(?<![\dA-Fa-f-])\d{12}(?!\d)/.test(textOf(file)))).toEqual([]);
  });
});

test("every module has a test with the same name", () => {
  const tested = files
    .filter((file) => ["modules", "detections", "hunts", "log-sources", "tables", "queries"].includes(folderOf(file)))
    .filter((file) => !sources.includes(join("__tests__/unit", file.replace(/\.ts$/, ".test.ts"))));

  // Files of types only
  expect(tested.toSorted()).toEqual([
    "detections/detection.ts",
    "log-sources/options-of.ts",
    "modules/archive/log-writer.ts",
    "modules/hunts/definition-props.ts",
  ]);
});

test("no stand-in of the emulator imports itself through others", () => {
  const folder = "local-aws/emulator/stand_ins";
  const names = readdirSync(folder).flatMap((file) => (file.endsWith(".py") ? file.replace(/\.py$/, "") : []));
  const lists = /^from \. import (?:\(([^)]*)\)|(.*))$|^from \.(\w+) import/gm;
  const importsOf = new Map(
    names.map((name) => {
      const found = [...textOf(join(folder, `${name}.py`)).matchAll(lists)];
      return [
        name,
        found.flatMap(([, several, line, module]) => (several ?? line ?? module ?? "").match(/\w+/g) ?? []),
      ];
    }),
  );
  const reach = (name: string, seen = new Set<string>()): Set<string> => {
    const fresh = (importsOf.get(name) ?? []).filter((other) => !seen.has(other));
    for (const other of fresh) reach(other, seen.add(other));
    return seen;
  };

  expect(importsOf.get("__init__")?.length).toBeGreaterThan(25);
  expect(names.filter((name) => reach(name).has(name))).toEqual([]);
});
