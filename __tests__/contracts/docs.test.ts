import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { documentedDetections } from "../../dev/docs/documented-detections";
import { pipelineChecks } from "../../detections/pipeline-checks";
import { featureChecks } from "../../features/checks";
import { allowedImports } from "../support/import-law";

const pages = ["README.md", "CONTRIBUTING.md", "MAINTAINING.md", "CHANGELOG.md", "SECURITY.md", ...markdownIn("docs")];

function markdownIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join(folder, file));
}

/** Returns the anchors of a page: its headings in the spelling of GitHub. */
function anchorsOf(page: string): string[] {
  return [...readFileSync(page, "utf8").matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

test.each(["CONTRIBUTING.md", "docs/commands.md"])(
  "%s names the version of Node that package.json requires",
  (page) => {
    const { engines } = JSON.parse(readFileSync("package.json", "utf8"));

    expect(readFileSync(page, "utf8")).toContain(`Node ${engines.node.replace(">=", "")} or newer`);
  },
);

test.each(pages)("every link of %s has a target", (page) => {
  const links = [...readFileSync(page, "utf8").matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].map(
    ([, link = ""]) => link,
  );
  const broken = links.filter((link) => {
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? page : join(dirname(page), path);
    return !existsSync(target) || (anchor !== undefined && !anchorsOf(target).includes(anchor));
  });

  expect(broken).toEqual([]);
});

// `aws/s3` is the alias of a key of AWS
const others = ["node_modules", "cdktf.out", "coverage", "dist", "aws"];
const topFolders = readdirSync(".", { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && !others.includes(entry.name))
  .map(({ name }) => name);
const repositoryPath = new RegExp(
  String.raw`(?<![\w./-])(?:trailkeeper/)?((?:${[...topFolders, "tools"].join("|")})/[\w./-]+)(?![\w./<>*-])`,
  "g",
);

/** Returns the files and folders of the repository that a page names. An import of a module has no `.ts`. */
const pathsIn = (text: string): string[] =>
  [...text.matchAll(repositoryPath)].map(([, path = ""]) => path.replace(/\.$/, ""));
const isThere = (path: string): boolean => existsSync(path) || existsSync(`${path}.ts`);

// The CHANGELOG contains earlier paths
test.each(pages.filter((page) => page !== "CHANGELOG.md"))(
  "every path of the repository that %s contains exists",
  (page) => {
    const code = [...readFileSync(page, "utf8").matchAll(/`([^`\n]+)`|"(trailkeeper\/[^"]+)"/g)].map(
      ([, inline, imported = ""]) => inline ?? imported,
    );

    expect(code.flatMap(pathsIn).filter((path) => !isThere(path))).toEqual([]);
  },
);

test("this test finds the paths on a page", () => {
  expect(pathsIn("`tables/catalog.ts`, see queries/<name>.sql and trailkeeper/modules/archive/archive-bucket")).toEqual(
    ["tables/catalog.ts", "modules/archive/archive-bucket"],
  );
  expect(isThere("modules/archive/archive-bucket")).toBe(true);
  expect(isThere("stacks/producers")).toBe(false);
});

test("the table of a log source has at most eight rows, and all files of the example exist", () => {
  const [, section = ""] = /\n## Add a log source\n([^]*?)\n## /.exec(readFileSync("CONTRIBUTING.md", "utf8")) ?? [];
  const files = [...section.matchAll(/^\| .* \| `([^`]+)` +\|$/gm)].map(([, path = ""]) => path);

  expect(files.length).toBeGreaterThan(4);
  expect(files.length).toBeLessThanOrEqual(8);
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
});

test("the house of docs/architecture.md has every folder of the import law, and no other", () => {
  const [, house = ""] =
    /\n## The house\n[^]*?```\n([^]*?)```/.exec(readFileSync("docs/architecture.md", "utf8")) ?? [];
  const drawn = [...house.matchAll(/(?<![\w/-])([a-z]+(?:-[a-z]+)*)\/(?!\w)/g)].map(([, folder]) => folder);
  const folders = Object.keys(allowedImports).filter((folder) => folder !== ".");

  expect(drawn.toSorted()).toEqual(folders.toSorted());
});

test("docs/find-your-way.md has ten tasks, and the named files exist", () => {
  const rows = [
    ...readFileSync("docs/find-your-way.md", "utf8").matchAll(/^\| (.+?) +\| `([^`]+)` +\| `([^`]+)` +\|/gm),
  ];
  const lost = rows.filter(([, , path = "", name = ""]) => {
    const words = new RegExp(String.raw`(?<!\w)${name}(?!\w)`);
    return !existsSync(path) || !words.test(readFileSync(path, "utf8"));
  });

  expect(rows).toHaveLength(10);
  expect(lost).toEqual([]);
});

test.each(["docs", "docs/decisions"])("the index of %s links every page of its folder", (folder) => {
  const index = readFileSync(join(folder, "README.md"), "utf8");
  const here = readdirSync(folder).filter((file) => file.endsWith(".md") && file !== "README.md");
  const below = readdirSync(folder).filter((name) => existsSync(join(folder, name, "README.md")));

  expect(here.length).toBeGreaterThan(10);
  expect(
    [...here, ...below.map((name) => `${name}/README.md`)].filter((page) => !index.includes(`](${page})`)),
  ).toEqual([]);
});

test("the README has at most 120 lines, and begins with one command to set up and run, and one command to set up and test", () => {
  const readme = readFileSync("README.md", "utf8");
  const [, first = ""] = /```sh\n([^]*?)```/.exec(readme) ?? [];

  expect(readme.split("\n").length).toBeLessThanOrEqual(120);
  expect(first.split("\n").map((line) => line.split("#")[0]?.trim())).toEqual([
    "npm ci && npm run synth",
    "npm ci && npm test",
    "",
  ]);
});

test("every deployment of a single account except the log archive uses --ignore-missing-stack-dependencies", () => {
  const commands = pages.flatMap((page) => readFileSync(page, "utf8").match(/cdktf deploy [^\n`]*/g) ?? []);
  const lacking = commands.filter(
    (command) => !/deploy ('\*'|log-archive)|--ignore-missing-stack-dependencies/.test(command),
  );

  expect(commands.length).toBeGreaterThan(3);
  expect(lacking).toEqual([]);
});

test("every npm script on a page exists", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
  const text = pages.map((page) => readFileSync(page, "utf8")).join("\n");
  const named = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name);

  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((name) => scripts[name ?? ""] === undefined)).toEqual([]);
});

/** The text of a page in one line, without the markers of its generated parts. The formatter decides about line breaks. */
const withoutMarkers = (text: string): string => text.replaceAll(/<!-- .*? -->/g, " ").replaceAll(/\s+/g, " ");

describe.each(documentedDetections)("the runbook of $id", ({ id, title, why, severity, controls }) => {
  const text = withoutMarkers(readFileSync(`docs/runbooks/${id}.md`, "utf8"));

  test("begins with the title and the reason of the detection", () => {
    expect(text).toMatch(new RegExp(`^# ${title} Severity: ${severity}\\.`));
    expect(text).toContain(why);
    expect(text).toContain(`Controls: ${controls.join("; ")}.`);
  });

  test("contains every section, an archive query with limited days, and a query of the log group", () => {
    for (const section of ["What it means", "Is it real?", "Query the archive", "What to do", "When it is noise"]) {
      expect(text).toContain(`## ${section}`);
    }
    expect(text).toMatch(/```sql SELECT .*? FROM cloudtrail WHERE .*?day .*?```/);
    expect(text).toMatch(/```text .*?filter .*?```/);
    // Names of fields begin in lower case
    expect(text).not.toMatch(/```text fields [^a-z@]/);
  });

  test(`the runbook of ${id} is listed in the index`, () => {
    expect(readFileSync("docs/runbooks/README.md", "utf8")).toContain(`[${id}](${id}.md)`);
  });
});

const checks = [...pipelineChecks, ...featureChecks];

describe.each(checks)("the runbook of $id", ({ id, title, why, severity, runbook }) => {
  const text = withoutMarkers(readFileSync(`docs/runbooks/${runbook}.md`, "utf8"));

  test("contains the text of the alarm", () => {
    expect(text).toContain(`- \`${id}\`, ${severity}: ${title}. ${why}`);
  });

  test(`the runbook of ${id} is listed in the index with this alarm`, () => {
    const index = readFileSync("docs/runbooks/README.md", "utf8");
    const line = index.split("\n").find((row) => row.includes(`[${runbook}](${runbook}.md)`));

    expect(line).toContain(`\`${id}\``);
  });
});

test.each([...new Set(checks.map(({ runbook }) => runbook as string)), "account-or-region-silent"])(
  "the runbook %s contains every section, and a query or a command",
  (runbook) => {
    const text = readFileSync(`docs/runbooks/${runbook}.md`, "utf8");

    for (const section of ["What it means", "Is it real?", "Query", "What to do", "When it is noise"]) {
      expect(text).toContain(`\n## ${section}\n`);
    }
    expect(text).toMatch(/## Query[^]*`[^]*## What to do/);
  },
);
