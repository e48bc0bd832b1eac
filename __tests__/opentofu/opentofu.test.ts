import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalSession } from "../../local-aws/session";
import { awsEnvironment, type LocalDeployment } from "../../local-aws/terraform/deployment";
import { installProvider } from "../../local-aws/terraform/install-provider";
import { installedProvider, providerSource, providerVersion } from "../../local-aws/terraform/provider-mirror";
import { plannedChanges } from "../../local-aws/terraform/plan";
import { terraformEnvironment } from "../../local-aws/terraform/terraform";
import { checkResult, run } from "../../shared/child-process";
import { emulatorDifferences } from "../local/support/emulator-differences";

/** The program to test: its name or its path. */
const program = process.env["OPENTOFU"] ?? "tofu";
const stacks = ["log-archive", "management", "member-payments"];

let folder: string;
let session: LocalSession;
let deployment: LocalDeployment;
beforeAll(async () => {
  const version = await run(program, ["version"], {});
  checkResult(`${program} version`, version);
  await installProvider();
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
  session = new LocalSession(join(folder, "aws"));
  await session.start();
  deployment = session.deployment;
  await deployment.synthesize();
});
afterAll(async () => {
  await session?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** OpenTofu searches the provider in its own registry. The provider is the same. */
function cliConfig(): string {
  const mirror = join(folder, "mirror");
  const path = join(folder, "tofu.rc");
  const platforms = join(providerSource, providerVersion);
  const installed = join(installedProvider, "registry.terraform.io", platforms);
  mkdirSync(join(mirror, "registry.opentofu.org", platforms), { recursive: true });
  for (const platform of readdirSync(installed))
    symlinkSync(join(installed, platform), join(mirror, "registry.opentofu.org", platforms, platform));
  writeFileSync(path, `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`);
  return path;
}

test(`accepts and applies the roots of ${stacks.join(", ")}, and then plans no change`, async () => {
  const env = {
    ...terraformEnvironment(),
    ...awsEnvironment(deployment.address, deployment.organization.administrator),
    TF_CLI_CONFIG_FILE: cliConfig(),
  };
  const tofu = (stack: string, ...args: readonly string[]) =>
    run(program, [...args, "-input=false", "-no-color"], { cwd: deployment.stackFolder(stack), env });

  for (const stack of stacks) {
    checkResult(`init of ${stack}`, await tofu(stack, "init"));
    checkResult(`apply of ${stack}`, await tofu(stack, "apply", "-auto-approve"));
  }
  const known = emulatorDifferences.map(({ type }) => type);
  for (const stack of stacks) {
    checkResult(`plan of ${stack}`, await tofu(stack, "plan", "-out=again.tfplan"));
    const { stdout } = await run(program, ["show", "-json", "again.tfplan"], {
      cwd: deployment.stackFolder(stack),
      env,
    });
    const changes = plannedChanges(JSON.parse(stdout));
    expect(changes.filter(({ type, actions }) => actions.join() !== "update" || !known.includes(type))).toEqual([]);
  }
});
