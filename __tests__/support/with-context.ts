/** Runs a check of one value of many. If it fails, its message begins with the context, such as the name of the value. */
export function withContext(context: string | undefined, check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { message, stack } = error;
    error.message = `${context}\n${message}`;
    // Jest prints the stack, which begins with the message
    error.stack = stack?.replace(message, () => error.message);
    throw error;
  }
}
