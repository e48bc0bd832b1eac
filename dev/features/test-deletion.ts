import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { settings } from "../../features/all/settings";
import { featureNames } from "../../features/list";
import { UserError } from "../../shared/user-error";
import { importsIn } from "../docs/source-imports";
import { CheckoutWithout } from "./checkout-without";

/** Configuration whose Terraform must stay the same. It enables no feature. */
const configuration = "config/example.yaml";

/** Folders of the tests that run without a feature. They need no local AWS and synthesize little. */
const coreTests = ["__tests__/unit/config", "__tests__/unit/detections", "__tests__/unit/modules/iam"];

const output = ".local/without";

/** Paths of the settings of a feature in the configuration. */
function settingsOf(name: string): string[] {
  const own = settings[featureNames.findIndex((one) => one === name)] ?? {};
  return Object.entries(own).flatMap(([section, shape]) =>
    Object.keys(shape as object).map((key) => (section === "root" ? key : `${section}.${key}`)),
  );
}

/** Runs a program of the project in a folder. Its output is part of the error if it fails. */
function run(folder: string, ...args: readonly string[]): void {
  try {
    execFileSync("npx", args, { cwd: folder, encoding: "utf8", stdio: "pipe", maxBuffer: 2 ** 28 });
  } catch (error) {
    const { stdout, stderr } = Object.assign({ stdout: "", stderr: "" }, error);
    const text = `${stdout}\n${stderr}`.split("\n").slice(0, 60).join("\n");
    throw new UserError(`without the feature, ${args.join(" ")} fails:\n${text}`, { cause: error });
  }
}

/** Writes the Terraform of a checkout. */
function synthesize(folder: string): void {
  mkdirSync(join(folder, ".local"), { recursive: true });
  run(folder, "tsx", "main.ts", "--config", configuration, "--out", output, "--no-root-list", "--yes");
}

/** Tests that name the feature, and tests that import them. They do not run without it. */
function testsOf(copy: CheckoutWithout, name: string): string[] {
  const words = [...settingsOf(name).map((path) => path.split(".").at(-1) ?? path), `features/${name}/`];
  const files = copy.filesIn("__tests__").filter((path) => path.endsWith(".ts"));
  const found = new Set(files.filter((path) => words.some((word) => copy.textOf(path).includes(word))));
  const importers = () =>
    files.filter(
      (path) => !found.has(path) && importsIn(path, copy.textOf(path)).some(({ to }) => found.has(`${to}.ts`)),
    );
  for (let more = importers(); more.length > 0; more = importers()) for (const path of more) found.add(path);
  return [...found];
}

/** Deletes a feature in a copy of the checkout, and tests what is left. */
function testWithout(name: string): void {
  const copy = new CheckoutWithout(name, settingsOf(name));
  try {
    const exclude = [...testsOf(copy, name), "node_modules", "examples", "dist"];
    const project = { extends: "./tsconfig.json", compilerOptions: { incremental: false }, exclude };
    writeFileSync(join(copy.folder, "tsconfig.without.json"), JSON.stringify(project));
    run(copy.folder, "tsx", "dev/features/lists.ts");
    run(copy.folder, "tsc", "--project", "tsconfig.without.json");
    synthesize(copy.folder);
    execFileSync("diff", ["--recursive", "--brief", output, join(copy.folder, output)], { stdio: "inherit" });
    run(copy.folder, "jest", ...coreTests, "--testPathIgnorePatterns", ...exclude);
    console.log(`${name}: nothing else needs it (${testsOf(copy, name).length} tests of the core name it)`);
  } finally {
    copy.delete();
  }
}

/** `npm run test:features [name …]`: deletes each feature in a copy, then tests that nothing else needed it. */
function main(): void {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !featureNames.some((one) => one === name));
  if (unknown.length > 0)
    throw new UserError(`unknown feature ${unknown.join(", ")}; known: ${featureNames.join(", ")}`);
  synthesize(".");
  for (const name of wanted.length > 0 ? wanted : featureNames) testWithout(name);
}

try {
  main();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
}
