import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { featureNames } from "../../features/list";

/** A file that a feature can have in its folder, and the list with this file of every feature. */
interface Part {
  /** Name of the file, and of the constant that the file exports. */
  readonly file: string;

  /** Name of the list, and of its file in `features/all/`. */
  readonly list: string;
  readonly comment: string;
}

/**
 * Each part has a list of its own, because a program loads only the parts that it needs: the resources load cdktf, which takes longer
 * than all other commands need to start.
 */
export const parts: readonly Part[] = [
  { file: "settings", list: "settings", comment: "The settings of every feature." },
  { file: "feature", list: "features", comment: "Every feature, in the order of `features/list.ts`." },
  { file: "resources", list: "resources", comment: "The resources of every feature that has some, by the feature." },
];

const camelCase = (name: string): string => name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The text of a list in `features/all/`. */
export function listText({ file, list, comment }: Part): string {
  const names = featureNames.filter((name) => existsSync(join("features", name, `${file}.ts`)));
  const imports = names.map((name) => `import { ${file} as ${camelCase(name)} } from "${`../${name}/${file}`}";`);
  const rows = names.map((name) => `  ${/-/.test(name) ? `"${name}": ${camelCase(name)}` : name},`);
  const shape =
    file === "settings" || file === "feature"
      ? [`export const ${list} = [`, ...names.map((name) => `  ${camelCase(name)},`), "] as const;"]
      : [`export const ${list} = {`, ...rows, "};"];
  return ["// Written by `npm run docs` from features/list.ts", ...imports, "", `/** ${comment} */`, ...shape, ""].join(
    "\n",
  );
}

/** Path of a list. */
export const listPath = ({ list }: Part): string => `features/all/${list}.ts`;

if (require.main === module) for (const part of parts) writeFileSync(listPath(part), listText(part));
