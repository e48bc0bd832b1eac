import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { satisfies } from "semver";
import { bundleProgram } from "../../dev/package/bundle";

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const peers: Record<string, string> = manifest.peerDependencies;

/** Returns the names that other projects import, without the name of the package. */
const entries = readdirSync("exports")
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.replace(/\.ts$/, ""))
  .filter((name) => name !== "index");

test("every file of exports/ can be imported with its types, and nothing else can be imported", () => {
  const files = (name: string) => ({ types: `./dist/exports/${name}.d.ts`, default: `./dist/exports/${name}.js` });

  expect(entries.length).toBeGreaterThan(5);
  expect(manifest.exports).toEqual({
    ".": files("index"),
    ...Object.fromEntries(entries.map((name) => [`./${name}`, files(name)])),
    "./package.json": "./package.json",
  });
  expect(manifest).toMatchObject({ main: files("index").default.slice(2), types: files("index").types.slice(2) });
});

test("TypeScript finds the types of every entry point even if it does not read exports", () => {
  expect(manifest.typesVersions).toEqual({
    "*": Object.fromEntries(entries.map((name) => [name, [`dist/exports/${name}.d.ts`]])),
  });
});

test("the index re-exports every entry point", () => {
  const index = readFileSync("exports/index.ts", "utf8");

  expect([...index.matchAll(/^export \* from "\.\/([\w-]+)";$/gm)].map(([, name]) => name)).toEqual(entries.toSorted());
});

test("the constructs use the user's own cdktf, constructs and AWS provider, in ranges that include the tested versions", () => {
  // The constructs check the options of log sources with the schema of the configuration
  expect(manifest.dependencies).toEqual({ zod: expect.stringMatching(/^\^4\.\d+\.\d+$/) });
  expect(Object.keys(peers)).toEqual(["@cdktf/provider-aws", "cdktf", "constructs"]);
  expect(Object.entries(peers).filter(([name, range]) => !satisfies(manifest.devDependencies[name], range))).toEqual(
    [],
  );
});

test("the command line does not install cdktf", () => {
  expect(manifest.peerDependenciesMeta).toEqual(
    Object.fromEntries(Object.keys(peers).map((name) => [name, { optional: true }])),
  );
});

describe("the program", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "trailkeeper-program-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("contains every command, and nothing of the local AWS, the sample data, the tests or the tools of maintainers", async () => {
    const { inputs } = await bundleProgram(folder);
    const files = Object.keys(inputs);

    expect(files.filter((file) => /^cli\/[^/]+\/command\.ts$/.test(file)).length).toBeGreaterThan(15);
    expect(files.filter((file) => /^(?:local-aws|sample-data|dev|__tests__)\//.test(file))).toEqual([]);
  });
});

describe("the packed files", () => {
  let files: string[];
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "trailkeeper-package-"));
    const packed = execFileSync("npm", ["pack", "--dry-run", "--json", "--silent"], {
      encoding: "utf8",
      // npm writes its log to this folder, and not to the home folder
      env: { ...process.env, npm_config_logs_dir: folder, npm_config_update_notifier: "false" },
    });
    const [{ files: listed }] = Object.values<{ files: { path: string }[] }>(JSON.parse(packed)) as [
      { files: { path: string }[] },
    ];
    files = listed.map(({ path }) => path);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("the packed files are the built files, and the pages in the root folder", () => {
    expect(files.filter((path) => !path.startsWith("dist/")).toSorted()).toEqual([
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "SECURITY.md",
      "package.json",
    ]);
  });

  test("the packed files contain every entry point, and the program with its queries, its example and its licences", () => {
    expect(files).toEqual(
      expect.arrayContaining([
        ...entries.flatMap((name) => [`dist/exports/${name}.js`, `dist/exports/${name}.d.ts`]),
        manifest.bin.trailkeeper,
        "dist/program/config/example.yaml",
        "dist/program/NOTICES.txt",
        ...readdirSync("queries")
          .filter((file) => file.endsWith(".sql"))
          .map((file) => `dist/program/queries/${file}`),
      ]),
    );
  });

  test("the packed files contain no user configuration, no tests, no TypeScript and no hidden file", () => {
    const refused =
      /audit\.ya?ml|(^|\/)\.|__tests__|\.test\.|(?<!\.d)\.ts$|\.tgz$|tfstate|node_modules|sample-data|local-aws/;

    expect(files.filter((path) => refused.test(path))).toEqual([]);
  });

  test("the packed files contain no path of the machine that built them", () => {
    const text = files
      .filter((path) => path.startsWith("dist/"))
      .map((path) => [path, readFileSync(path, "utf8")] as const);

    expect(text.length).toBeGreaterThan(300);
    expect(text.filter(([, content]) => content.includes(process.cwd())).map(([path]) => path)).toEqual([]);
  });

  test("every module that the program loads when needed has named exports", () => {
    const modules = files.filter((path) => path.startsWith("dist/program/") && path.endsWith(".mjs"));
    const texts = new Map(modules.map((path) => [basename(path), readFileSync(path, "utf8")]));
    const loadedBy = (text: string) => Array.from(text.matchAll(/\bimport\("\.\/([^"]+)"\)/g), ([, name = ""]) => name);
    const names = new Set([...texts.values()].flatMap(loadedBy));

    expect(names.size).toBeGreaterThan(20);
    expect([...names].filter((name) => !/\bexport\s*\{/.test(texts.get(name) ?? ""))).toEqual([]);
  });
});
