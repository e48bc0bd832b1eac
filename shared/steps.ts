import { createSpinner } from "nanospinner";

/** Adds a detail to the running step. */
export type Say = (detail: string) => void;

/** Runs a step, and prints its name, duration and result to standard error. */
export async function step<T>(
  text: string,
  work: (say: Say) => Promise<T>,
  spinnerOf: typeof createSpinner = createSpinner,
): Promise<T> {
  const began = Date.now();
  const isTerminal = process.stderr.isTTY === true;
  // `loop` instead of `start`: a started spinner ends the process on Ctrl-C
  const spinner = spinnerOf(text, { stream: process.stderr }).loop();
  process.once("exit", showCursor);
  let detail = "";
  const show = () => spinner.update({ text: [text, detail, seconds(began)].filter(Boolean).join(" · ") });
  const timer = isTerminal ? setInterval(show, 1_000) : undefined;

  try {
    const result = await work((more) => {
      detail = more;
      if (isTerminal) show();
    });
    spinner.success({ text: `${text} · ${seconds(began)}` });
    return result;
  } catch (error) {
    spinner.error({ text: `${text} · failed after ${seconds(began)}` });
    throw error;
  } finally {
    clearInterval(timer);
    process.off("exit", showCursor);
  }
}

/** Shows the cursor, which the spinner hides. */
function showCursor(): void {
  if (process.stderr.isTTY === true) process.stderr.write("\u001B[?25h");
}

function seconds(since: number): string {
  return `${Math.round((Date.now() - since) / 1_000)} s`;
}
