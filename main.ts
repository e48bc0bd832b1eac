import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { App, type TerraformStack } from "cdktf";
import { ConfigurationError, configPath, loadConfig } from "./config/load";
import { aggregatorStackName } from "./config/config-names";
import { type Account, accountIds } from "./config/names";
import { rootsOf } from "./config/roots";
import type { AuditConfig } from "./config/schema";
import { Progress } from "./progress";
import { ConfigAggregatorStack } from "./stacks/config-aggregator";
import { LogArchiveStack } from "./stacks/log-archive";
import { ManagementStack } from "./stacks/management";
import { MemberStack } from "./stacks/member";
import { OutsideStack } from "./stacks/outside";
import { withoutTokenTraces } from "./token-traces";

const stackClasses = {
  "log-archive": LogArchiveStack,
  management: ManagementStack,
  member: MemberStack,
  outside: OutsideStack,
};

/** The whole deployment: one stack per account, and one more for the aggregator of AWS Config where there is one. */
export function defineStacks(app: App, config: AuditConfig, defined: () => void = () => {}): TerraformStack[] {
  const define = (root: Account) => {
    const stack = defineStack(app, root, config);
    defined();
    return stack;
  };
  const [first, second, ...others] = rootsOf(config);
  const logArchive = define(first);
  const management = define(second);
  const stacks = [logArchive, management, ...others.map(define)];

  // The account of the aggregator is registered as delegated administrator by the management account
  for (const stack of stacks) if (stack instanceof ConfigAggregatorStack) stack.addDependency(management);
  // The first delivery of a trail or a recorder is a test of the archive's policies
  for (const stack of stacks.slice(1)) stack.addDependency(logArchive);
  return stacks;
}

/** The stack of one root. The aggregator's stands beside the one of its account, which has the same role. */
export function defineStack(app: App, root: Account, config: AuditConfig): TerraformStack {
  const Stack = root.stackName === aggregatorStackName ? ConfigAggregatorStack : stackClasses[root.role];
  return new Stack(app, root, config);
}

/** Writes the Terraform of every account to `app.outdir`, and takes away that of accounts no longer configured. */
export function synthesize(app: App, config: AuditConfig): void {
  const earlier = earlierStacks(app.outdir);
  const defining = new Progress("roots defined", rootsOf(config).length);
  const stacks = defineStacks(app, config, () => defining.step());
  defining.finish();

  const writing = new Progress("roots written", stacks.length);
  const session = { outdir: app.outdir, skipValidation: false, manifest: app.manifest };
  for (const stack of stacks) {
    stack.ensureBackendExists();
    stack.synthesizer.synthesize(session);
    writing.step();
  }
  app.manifest.writeToFile();
  writing.finish();

  for (const folder of orphans(app, earlier, stacks)) {
    rmSync(folder, { recursive: true });
    console.error(
      `removed ${folder}: its account is no longer in the configuration; what was deployed there still exists`,
    );
  }
}

/** How many accounts are deployed to. */
function accountCount(config: AuditConfig): number {
  return accountIds(config).length + config.accounts.outside.length;
}

/** Folders that an earlier synthesis wrote and this one did not. Anything else that lies there is left alone. */
function orphans(app: App, earlier: readonly string[], stacks: readonly TerraformStack[]): string[] {
  const current = new Set(stacks.map(({ node }) => node.id));
  return earlier
    .filter((name) => !current.has(name))
    .map((name) => join(app.outdir, "stacks", name))
    .filter((folder) => existsSync(join(folder, "cdk.tf.json")));
}

/** The stacks of the synthesis before this one. */
function earlierStacks(outdir: string): string[] {
  const manifest = join(outdir, "manifest.json");
  return existsSync(manifest) ? Object.keys(JSON.parse(readFileSync(manifest, "utf8")).stacks ?? {}) : [];
}

function main(): void {
  try {
    const path = configPath();
    const config = loadConfig(path);
    const app = new App({ stackTraces: false });
    withoutTokenTraces(() => synthesize(app, config));
    const count = `${rootsOf(config).length} Terraform roots of ${accountCount(config)} accounts`;
    console.log(`${path}: wrote ${count} to ${join(app.outdir, "stacks")}`);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    console.error(`${error.message}\nnothing was written`);
    process.exitCode = 1;
  }
}

if (require.main === module) main();
