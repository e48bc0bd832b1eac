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
  .description("Asks the detections and the archive of this project.")
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

/** What the system or AWS says, with the remedy for what everybody meets first. */
function theirs({ name, message }: Error): string {
  return name === "CredentialsProviderError"
    ? `no AWS credentials: sign in, or name a profile in AWS_PROFILE, for the log-archive account (${message})`
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
  // The system's errors have a code, those of the AWS SDK metadata or a hint; they tell enough without a stack
  const isTheirs = error instanceof Error && ["code", "$metadata", "tryNextLink"].some((key) => key in error);
  if (!isOurs && !isTheirs) throw error;
  const message = isTheirs ? theirs(error) : (error as Error).message;
  // An engine's reason may quote a value of the logs
  console.error(message.split("\n").map(printable).join("\n"));
  process.exitCode = 1;
});
