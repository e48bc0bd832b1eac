import { Command } from "commander";
import { accessMapCommand } from "./access-map/command";
import { backtestCommand } from "./backtest/command";
import { keyPolicyCommand } from "./key-policy/command";
import { queryCommand } from "./query/command";
import { reportError } from "./shared/report-error";

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

program.parseAsync().catch(reportError);
