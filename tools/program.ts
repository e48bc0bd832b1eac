import { Command } from "commander";
import { accessMapCommand } from "./access-map/command";
import { backtestCommand } from "./backtest/command";
import { keyPolicyCommand } from "./key-policy/command";
import { queryCommand } from "./query/command";
import { reviewCommand } from "./review/command";

/** `trailkeeper`, with its commands. */
export const trailkeeperProgram = (): Command =>
  new Command("npm run trailkeeper --")
    .description("Queries the archive and tests the detections of this project.")
    .addCommand(accessMapCommand())
    .addCommand(backtestCommand())
    .addCommand(keyPolicyCommand())
    .addCommand(queryCommand())
    .addCommand(reviewCommand());
