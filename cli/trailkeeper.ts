#!/usr/bin/env node
import { trailkeeperProgram } from "./program";
import { InterruptedError } from "../shared/interruption";
import { runProgram } from "./shared/run-program";

// A program that reads the output, such as `head`, has closed the pipe
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

const args = process.argv.slice(2);
trailkeeperProgram(args)
  .then((program) => runProgram(program, args))
  .catch((error: unknown) => {
    if (!(error instanceof InterruptedError)) throw error;
    console.error("interrupted");
    process.exitCode = 1;
  });
