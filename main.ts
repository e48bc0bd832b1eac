import { runProgram } from "./tools/shared/run-program";
import { synthCommand } from "./tools/synth/command";

void runProgram(synthCommand(), process.argv.slice(2));
