/**
 * Does work without writing out a stack trace for every token.
 *
 * cdktf notes where each of its tokens was made, by asking for a stack trace as text: half of the time a large
 * organization takes. Errors keep theirs, because V8 writes an error's trace when it is first read, which is after.
 */
export function withoutTokenTraces<T>(work: () => T): T {
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = () => "";
  try {
    return work();
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
}
