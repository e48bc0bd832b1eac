import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./folders";

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

/** The folder of the package that a bundled file belongs to. Undefined for a file of this repository. */
function packageFolder(file: string): string | undefined {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

/**
 * The licences of the packages in the bundle. The licences require that copies of the packages contain them.
 *
 * @param files the bundled files, as paths from the root of the repository
 */
export function notices(files: readonly string[]): string {
  const folders = new Set(files.flatMap((file) => packageFolder(file) ?? []));
  const licensed = [...folders].map((folder) => licenceOf(join(repository, folder)));
  // Most packages of one publisher have the same licence text
  const entries = [...new Set(licensed.map(({ text }) => text))].map((text) => {
    const names = licensed.filter((one) => one.text === text).map(({ name }) => name);
    return `${[...new Set(names)].toSorted().join("\n")}\n\n${text}`.trim();
  });
  return [
    "The program of trailkeeper contains these packages.",
    "The source of each is the package of that name and version in the npm registry.",
    ...entries.toSorted(),
  ].join(`\n\n${"-".repeat(80)}\n\n`);
}

/** Name, version and licence of a package, and the text of its licence, if it has one. */
function licenceOf(folder: string) {
  const { name, version, license }: Manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((one) => /^(licen[cs]e|copying)/i.test(one));
  const text = file === undefined ? "" : readFileSync(join(folder, file), "utf8").trim();
  return { name: `${name} ${version}, ${license}`, text };
}
