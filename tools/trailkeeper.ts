#!/usr/bin/env node
import { trailkeeperProgram } from "./program";
import { runProgram } from "./shared/run-program";

// A program that reads the output, such as `head`, has closed the pipe
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

const args = process.argv.slice(2);
void trailkeeperProgram(args).then((program) => runProgram(program, args));
