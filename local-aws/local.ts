import { interruption, InterruptedError } from "../shared/interruption";
import { runProgram } from "../cli/shared/run-program";
import { afterInterrupt } from "./next-steps";
import { folderOf, localProgram } from "./program";

const program = localProgram();

/** Ends the program after an interrupt. */
function endInterrupted(): never {
  console.error(afterInterrupt(folderOf(program)));
  process.exit(130);
}

interruption.onceIdle(endInterrupted);
runProgram(program, process.argv.slice(2)).catch((error: unknown) => {
  if (error instanceof InterruptedError) endInterrupted();
  throw error;
});
