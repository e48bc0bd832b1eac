import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runChecked } from "../../shared/child-process";
import { localFolder } from "../folders";

/**
 * Installs Python packages into their own environment below `.local`, once.
 *
 * @param requirements file that pins the packages
 * @returns folder of the installed programs
 */
export async function installPackages(python: string, name: string, requirements: string): Promise<string> {
  const folder = join(localFolder, name);
  const programs = join(folder, "bin");
  const wanted = readFileSync(requirements, "utf8");
  const installed = join(folder, "installed.txt");
  if (existsSync(installed) && readFileSync(installed, "utf8") === wanted) return programs;

  rmSync(folder, { recursive: true, force: true });
  mkdirSync(localFolder, { recursive: true });
  await runChecked(python, ["-m", "venv", folder]);
  await runChecked(join(programs, "python"), ["-m", "pip", "install", "--quiet", "-r", requirements]);
  writeFileSync(installed, wanted);
  return programs;
}
