import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundleProgram } from "./bundle";
import { distFolder, programFolder, repository } from "./folders";
import { notices } from "./notices";

/** Writes the content of the package to `dist/`: the modules with their declarations, and the program. */
async function buildPackage(): Promise<void> {
  rmSync(distFolder, { recursive: true, force: true });
  const tsc = join(repository, "node_modules/typescript/bin/tsc");
  execFileSync(process.execPath, [tsc, "-p", "tsconfig.package.json"], { cwd: repository, stdio: "inherit" });
  const bundle = await bundleProgram(programFolder);
  writeFileSync(join(programFolder, "NOTICES.txt"), notices(Object.keys(bundle.inputs)));
}

void buildPackage();
