import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { installEmulator } from "../../../tools/local/emulator/emulator";
import { installEventRuler } from "../../../tools/local/event-ruler/event-ruler";
import { installOpenSearch } from "../../../tools/local/opensearch/opensearch";
import { findTools } from "../../../tools/local/requirements";
import { installProvider } from "../../../tools/local/terraform/install-provider";
import { installTrino, isTrinoInstalled } from "../../../tools/local/trino/trino";
import { reportError } from "../../../tools/shared/report-error";
import { step } from "../../../tools/shared/steps";

/**
 * `npm run test:local`: runs the local tests in two processes side by side, because Terraform mostly waits. The files that
 * share one deployed organization are in one process, one after the other; all others are in the other one. With arguments,
 * runs only what they name, in one process.
 */
const folder = resolve(__dirname, "..");
const sharesDeployment = (file: string) => readFileSync(file, "utf8").includes("deployedOrganization()");

/** Installs everything before, because two processes may not install the same thing. */
async function install(): Promise<void> {
  const { python, maven } = findTools(["python", "maven", "java", "terraform"]);
  await step("installing what the tests need", async (say) => {
    await installProvider();
    await installEmulator(python);
    await installEventRuler(maven);
    await installOpenSearch(maven);
    if (!isTrinoInstalled()) await installTrino(maven, say);
  });
}

/** Runs tests in a process. Returns whether it failed. */
async function hasFailed(args: readonly string[]): Promise<boolean> {
  const runner = ["node_modules/vitest/vitest.mjs", "run", "--config", "vitest.local.config.mts"];
  const child = spawn(process.execPath, [...runner, ...args], { stdio: "inherit" });
  const [status] = await once(child, "close");
  return status !== 0;
}

async function main(): Promise<void> {
  await install();
  const named = process.argv.slice(2);
  const files = readdirSync(folder).filter((name) => name.endsWith(".test.ts"));
  const paths = files.map((name) => join(folder, name));
  const lanes = [paths.filter(sharesDeployment), paths.filter((path) => !sharesDeployment(path))];
  // A terminal sends Ctrl-C to both processes too. They clean up, and are waited for
  for (const kind of ["SIGINT", "SIGTERM"] as const) process.on(kind, () => undefined);
  const failed = await Promise.all((named.length > 0 ? [named] : lanes).map(hasFailed));
  if (failed.includes(true)) process.exitCode = 1;
}

main().catch(reportError);
