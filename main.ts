import { runProgram } from "./cli/shared/run-program";
import { synthCommand } from "./cli/synth/command";

void runProgram(synthCommand(), process.argv.slice(2));
