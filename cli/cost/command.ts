import { Command } from "commander";
import type { AuditConfig } from "../../config/audit-config";
import { loadConfig } from "../../config/load";
import { chosenConfiguration, configOption } from "../shared/config-option";
import { programName } from "../../shared/program-name";
import { step } from "../../shared/steps";
import { standardOutput } from "../../shared/terminal";
import { freshOutput } from "../shared/fresh-output";
import { estimate } from "./estimate";
import { readForm } from "./form";
import { pricesSchema } from "./prices";
import { report } from "./report";
import { type GivenUsage, type Usage, completeUsage, usageSchema } from "./usage";
import { usageForm } from "./usage-form";

interface Options {
  readonly config?: string;
  readonly usage?: string;
  readonly prices?: string;
  readonly form?: boolean;
  readonly measured?: boolean;
  readonly json?: boolean;
}

const helpText = () => `
Examples:
  ${programName()} cost --form > usage.yaml
  ${programName()} cost --usage usage.yaml
  ${programName()} cost --usage usage.yaml --measured
  ${programName()} cost --usage usage.yaml --prices our-prices.yaml --json > estimate.json

Needs credentials only with --measured, which reads metrics of two accounts and changes nothing. docs/cost.md lists what an
estimate includes and what it leaves out.

Exit codes: 0 success; 1 failure, see standard error; 2 wrong usage.`;

/** `trailkeeper cost`: estimates the cost of a month, and lists the settings that reduce it most. */
export const costCommand = (): Command =>
  new Command("cost")
    .addOption(configOption())
    .option(
      "--usage <file>",
      "usage form with the log volumes of a month (default: assumed from the number of accounts)",
    )
    .option(
      "--prices <file>",
      "file with prices of another region or of a contract (default: list prices of us-east-1)",
    )
    .option(
      "--measured",
      "read the numbers of events, files and queries of the last 30 days from CloudWatch, if the form lacks them",
    )
    .option("--form", "print a usage form to fill in")
    .option("--json", "print JSON")
    .addHelpText("after", helpText())
    .action(run);

async function run({ config: file, usage, prices, measured, form, json }: Options): Promise<void> {
  const { path } = chosenConfiguration(file);
  const config = loadConfig(path);
  if (form === true) {
    console.log(usageForm(config));
    return;
  }
  const written: GivenUsage = usage === undefined ? {} : readForm(usage, usageSchema);
  const rates = prices === undefined ? pricesSchema.parse({}) : readForm(prices, pricesSchema);
  const stacks = await step("synthesizing every account", async () => freshOutput(path));
  const read = measured === true ? await step("reading metrics", () => readMetrics(config, written)) : {};
  const result = estimate(config, stacks, { ...read, ...written }, rates);
  console.log(json === true ? JSON.stringify(result, undefined, 2) : report(result, standardOutput()));
}

/** Reads the volumes that the form lacks from CloudWatch. Imports the SDK only here, because it takes long to load. */
async function readMetrics(config: AuditConfig, written: GivenUsage): Promise<Partial<Usage>> {
  const [{ Connections }, { RequestGate }, { requireCredentials }, { measuredUsage }] = await Promise.all([
    import("../aws-reader/connections.ts"),
    import("../aws-reader/request-gate.ts"),
    import("../aws-reader/require-credentials.ts"),
    import("./measured.ts"),
  ]);
  await requireCredentials(config);
  const connections = new Connections(config.homeRegion, new RequestGate(2), {});
  return measuredUsage(config, completeUsage(config, written).usage, connections, new Date());
}
