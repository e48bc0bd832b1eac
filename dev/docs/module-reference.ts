import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Declaration, Declarations, type Member } from "./declarations";
import { table } from "../../shared/markdown-table";

const folder = "docs/modules";

/** Source files of the projects in examples/. A test compiles and synthesizes them, and validates the result. */
const exampleFiles = (): string[] =>
  readdirSync("examples", { recursive: true, encoding: "utf8" })
    .filter((file) => /(?<!\.test)\.ts$/.test(file) && !file.includes("node_modules") && !file.includes("build/"))
    .map((file) => join("examples", file));

/** Names of the entry points of the package, without the index. */
export const entryNames = (): string[] =>
  readdirSync("exports")
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.replace(/\.ts$/, ""))
    .filter((name) => name !== "index");

/** The first use of a class in examples/. */
function exampleOf(
  name: string,
  files: readonly string[],
): { readonly path: string; readonly code: string } | undefined {
  for (const path of files) {
    const text = readFileSync(path, "utf8");
    const start = text.search(new RegExp(`^ *(?:const .* = )?new ${name}\\(`, "m"));
    if (start < 0) continue;
    const indent = /^ */.exec(text.slice(start))?.[0] ?? "";
    const length = text.slice(start).search(new RegExp(`^${indent}\\}\\)[^\\n]*;$|\\);$`, "m"));
    const lines = text.slice(start, text.indexOf("\n", start + length)).split("\n");
    return { path, code: lines.map((line) => line.replace(indent, "")).join("\n") };
  }
  return undefined;
}

const cell = (text: string): string => text.replaceAll("\n", " ").replaceAll("|", String.raw`\|`);
const code = (text: string): string => `\`${cell(text)}\``;

function memberRows(members: readonly Member[]): string[][] {
  return members.map(({ name, type, isOptional, doc }) => [
    code(name),
    code(type),
    isOptional ? cell(doc.default ?? "none") : "required",
    cell(doc.text),
  ]);
}

function documentation({ doc }: Declaration): string[] {
  return [doc.text, "", ...doc.see.map((url) => `AWS documents it: <${url}>.`), ...(doc.see.length > 0 ? [""] : [])];
}

function classSection(declaration: Declaration, props: Declaration | undefined, files: readonly string[]): string[] {
  const example = exampleOf(declaration.name, files);
  if (example === undefined) throw new Error(`no project in examples/ uses ${declaration.name}; add it to one`);
  const outputs = declaration.members.map(({ name, type, doc }) => [code(name), code(type), cell(doc.text)]);
  return [
    `## ${declaration.name}`,
    "",
    ...documentation(declaration),
    ...(props ? table(["Property", "Type", "Default", "Description"], memberRows(props.members)) : []),
    ...(outputs.length > 0 ? table(["Output", "Type", "Description"], outputs) : []),
    `Example, from [${example.path}](../../${example.path}):`,
    "",
    "```ts",
    ...example.code.split("\n"),
    "```",
    "",
  ];
}

function otherSection(declaration: Declaration): string[] {
  const { kind, name, members, signature } = declaration;
  const rows = memberRows(members);
  return [
    `## ${name}`,
    "",
    ...documentation(declaration),
    ...(kind === "interface" ? table(["Property", "Type", "Default", "Description"], rows) : []),
    ...(kind === "function" || kind === "type" ? ["```ts", `${signature.replace(/;$/, "")};`, "```", ""] : []),
  ];
}

/** The page of one entry point of the package: every construct with its properties and an example, then all other exports. */
export function modulePage(entry: string, source: Declarations): string {
  const declarations = source
    .reExports(`exports/${entry}.ts`)
    .map(({ name, path }) => source.declarationOf(name, path));
  const named = new Map(declarations.map((declaration) => [declaration.name, declaration]));
  const classes = declarations.filter(({ kind }) => kind === "class");
  const ofClasses = new Set(classes.map(({ name }) => `${name}Props`));
  const others = declarations.filter(({ kind, name }) => kind !== "class" && !ofClasses.has(name));
  const files = exampleFiles();
  const lines = [
    `# trailkeeper/${entry}`,
    "",
    `Generated from the comments of \`exports/${entry}.ts\` by \`npm run docs\`. [All modules](README.md).`,
    "",
    ...classes.flatMap((one) => classSection(one, named.get(`${one.name}Props`), files)),
    ...others.flatMap(otherSection),
  ];
  return `${lines
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trimEnd()}\n`;
}

async function writePages(): Promise<void> {
  const source = await Declarations.load();
  mkdirSync(folder, { recursive: true });
  for (const entry of entryNames()) writeFileSync(join(folder, `${entry}.md`), modulePage(entry, source));
  console.log(`wrote ${folder}/`);
}

if (require.main === module) void writePages();
