import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { installEmulator } from "../../../local-aws/emulator/emulator";
import { installEventRuler } from "../../../local-aws/event-ruler/event-ruler";
import { installOpenSearch } from "../../../local-aws/opensearch/opensearch";
import { installSparkForAws } from "../../../local-aws/lakehouse/spark";
import { findTools } from "../../../local-aws/requirements";
import { installProvider } from "../../../local-aws/terraform/install-provider";
import { installTrino, isTrinoInstalled } from "../../../local-aws/trino/trino";
import { reportError } from "../../../cli/shared/report-error";
import { step } from "../../../shared/steps";
import { deployedOrganization } from "./local-aws";
import { setup, teardown } from "./run-folders";

/**
 * `npm run test:local`: runs the local tests in several parallel processes, because Terraform mostly waits. With arguments, it
 * runs only the named tests, in one process.
 */
const folder = resolve(__dirname, "..");

/** The deployment of a test file. */
type Deployment = "shared" | "of its own" | "none";

function deploymentOf(file: string): Deployment {
  const text = readFileSync(join(folder, file), "utf8");
  if (text.includes("deployedOrganization()")) return "shared";
  return text.includes('/local-aws"') ? "of its own" : "none";
}

const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".test.ts"));
const deployingTo = (deployment: Deployment) => files.filter((file) => deploymentOf(file) === deployment);

/** The files of these tests. A renamed file must be renamed here too. */
function filesOf(...tests: readonly string[]): ReadonlySet<string> {
  const named = tests.map((test) => `${test}.test.ts`);
  const missing = named.filter((file) => !files.includes(file));
  if (missing.length > 0) throw new Error(`no such tests: ${missing.join(", ")}; correct their names in ${__filename}`);
  return new Set(named);
}

/** Test files that change the shared deployment, or its data that other tests read. They run one after the other, after all other files. */
const changing = filesOf(
  "drill",
  "hunts-deployed",
  "objects-that-cannot-be-read",
  "redeployment",
  "teardown",
  "verify",
);

/** Files that only plan the shared deployment. */
const planning = filesOf("check-deployed", "deployment", "plan-role", "review-deployed");

/**
 * Files that query the shared archive. The first require the unchanged delivered day, and the last deliver other days. Their
 * names are in this order.
 */
const querying = filesOf(
  "commands",
  "day-of-events",
  "detections-in-sql",
  "digests",
  "incident-queries",
  "lakehouse-queries",
  "platform-queries",
);

/** Installs everything first, because parallel processes must not install the same thing. */
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

/** Runs tests in a process. Returns whether a test failed. */
async function hasFailed(args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  const runner = ["node_modules/jest/bin/jest.js", "--config", "jest.local.config.js"];
  const child = spawn(process.execPath, [...runner, ...args], { stdio: "inherit", env });
  const [status] = await once(child, "close");
  return status !== 0;
}

const pathsOf = (names: readonly string[]) => ["--runTestsByPath", ...names.map((name) => join(folder, name))];

/** Whether the tests were interrupted. Running tests then clean up, this program waits for them, and no other test begins. */
let isInterrupted = false;

/** Runs the files that share a deployment. */
async function haveSharedFailed(): Promise<boolean> {
  await setup();
  try {
    await deployedOrganization();
    if (isInterrupted) return true;
    const others = deployingTo("shared").filter(
      (file) => ![changing, planning, querying].some((group) => group.has(file)),
    );
    // The files that deliver other logs begin after the queries of the delivered day
    const planned = async () => [await hasFailed(pathsOf([...planning])), await hasFailed(pathsOf(others))];
    const failed = (await Promise.all([planned(), hasFailed(pathsOf([...querying]))])).flat();
    if (!isInterrupted) failed.push(await hasFailed(pathsOf([...changing])));
    return isInterrupted || failed.includes(true);
  } finally {
    await teardown();
  }
}

async function main(): Promise<void> {
  await install();
  // A terminal sends Ctrl-C to all of these processes
  for (const kind of ["SIGINT", "SIGTERM"] as const) process.on(kind, () => (isInterrupted = true));
  const named = process.argv.slice(2);
  const env = { ...process.env };
  const failed = await Promise.all(
    named.length > 0
      ? [hasFailed(named)]
      : [
          haveSharedFailed(),
          hasFailed(pathsOf(deployingTo("of its own")), env),
          hasFailed(pathsOf(deployingTo("none")), env),
        ],
  );
  if (failed.includes(true)) process.exitCode = 1;
}

main().catch(reportError);
