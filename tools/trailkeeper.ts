import { Command } from "commander";
import { ConfigurationError } from "../config/load";
import { accessMapCommand } from "./access-map/command";
import { backtestCommand } from "./backtest/command";
import { BacktestError } from "./backtest/reading/log-file";
import { keyPolicyCommand } from "./key-policy/command";
import { CommandError } from "./shared/child-process";
import { MissingToolError } from "./local/requirements";
import { printable } from "./shared/printable";
import { PolicyError } from "./iam-evaluator/policy-error";
import { queryCommand } from "./query/command";
import { SynthesizedError } from "./terraform-output/synthesized-error";

const program = new Command("npm run trailkeeper --")
  .description("Queries the archive and tests the detections of this project.")
  .addCommand(accessMapCommand())
  .addCommand(backtestCommand())
  .addCommand(keyPolicyCommand())
  .addCommand(queryCommand());

for (const command of [program, ...program.commands]) {
  command.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));
}

// Whoever reads the result has seen enough, as `head` has
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

/** Message of an error of the system or AWS, with the fix for missing credentials. */
function theirs({ name, message }: Error): string {
  return name === "CredentialsProviderError"
    ? `no AWS credentials for the log-archive account: sign in, or set AWS_PROFILE to a profile (${message})`
    : `${name}: ${message}`;
}

program.parseAsync().catch((error: unknown) => {
  const isOurs = [
    BacktestError,
    CommandError,
    ConfigurationError,
    MissingToolError,
    PolicyError,
    SynthesizedError,
  ].some((type) => error instanceof type);
  // The system's errors have a code, those of the AWS SDK metadata or a hint; their message is enough without a stack trace
  const isTheirs = error instanceof Error && ["code", "$metadata", "tryNextLink"].some((key) => key in error);
  if (!isOurs && !isTheirs) throw error;
  const message = isTheirs ? theirs(error) : (error as Error).message;
  // The error message of a query engine may contain values from the logs
  console.error(message.split("\n").map(printable).join("\n"));
  process.exitCode = 1;
});
