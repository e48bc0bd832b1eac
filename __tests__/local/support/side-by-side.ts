import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { installEmulator } from "../../../tools/local/emulator/emulator";
import { installEventRuler } from "../../../tools/local/event-ruler/event-ruler";
import { installOpenSearch } from "../../../tools/local/opensearch/opensearch";
import { installSparkForAws } from "../../../tools/local/lakehouse/spark";
import { findTools } from "../../../tools/local/requirements";
import { installProvider } from "../../../tools/local/terraform/install-provider";
import { installTrino, isTrinoInstalled } from "../../../tools/local/trino/trino";
import { reportError } from "../../../tools/shared/report-error";
import { step } from "../../../tools/shared/steps";

/**
 * `npm run test:local`: runs the local tests in three processes side by side, because Terraform mostly waits. The files that
 * share one deployed organization are in one process, one after the other; those that deploy something else on a local AWS are
 * in another one; all others are in the third. With arguments, runs only what they name, in one process.
 */
const folder = resolve(__dirname, "..");

/** Lane of a test file, by the deployment that it uses. */
function laneOf(file: string): "shared" | "of its own" | "none" {
  const text = readFileSync(file, "utf8");
  if (text.includes("deployedOrganization()")) return "shared";
  return text.includes('/local-aws"') ? "of its own" : "none";
}

/** Installs everything before, because processes side by side may not install the same thing. */
async function install(): Promise<void> {
  const { python, maven } = findTools(["python", "maven", "java", "terraform"]);
  await step("installing what the tests need", async (say) => {
    await installProvider();
    await installEmulator(python);
    await installEventRuler(maven);
    await installOpenSearch(maven);
    if (!isTrinoInstalled()) await installTrino(maven, say);
    await installSparkForAws(python, maven);
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
  const lanes = (["shared", "of its own", "none"] as const).map((lane) =>
    paths.filter((path) => laneOf(path) === lane),
  );
  // A terminal sends Ctrl-C to these processes too. They clean up, and are waited for
  for (const kind of ["SIGINT", "SIGTERM"] as const) process.on(kind, () => undefined);
  const failed = await Promise.all((named.length > 0 ? [named] : lanes).map(hasFailed));
  if (failed.includes(true)) process.exitCode = 1;
}

main().catch(reportError);
