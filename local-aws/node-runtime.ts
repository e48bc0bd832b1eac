import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { runChecked } from "../shared/child-process";
import { localFolder } from "./folders";

/**
 * Installs a version of Node below `.local`, once. npm has a package with the program for each platform.
 *
 * @param version such as `22.23.3`
 * @returns folder of the program
 */
export async function installNode(version: string): Promise<string> {
  const folder = join(localFolder, `node-${version}`);
  const name = `node-${process.platform}-${process.arch}`;
  const programs = join(folder, "node_modules", name, "bin");
  if (existsSync(join(programs, "node"))) return programs;

  mkdirSync(folder, { recursive: true });
  await runChecked("npm", [
    "install",
    "--prefix",
    folder,
    "--no-save",
    "--ignore-scripts",
    "--no-audit",
    `${name}@${version}`,
  ]);
  return programs;
}
