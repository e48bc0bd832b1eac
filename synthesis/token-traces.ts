/**
 * Does work without taking a stack trace for every token.
 *
 * cdktf notes where each of its tokens was made: more than half of the time a large organization takes. Errors keep
 * their stack traces, which V8 takes by itself.
 */
export function withoutTokenTraces<T>(work: () => T): T {
  const { captureStackTrace } = Error;
  Error.captureStackTrace = () => {};
  try {
    return work();
  } finally {
    Error.captureStackTrace = captureStackTrace;
  }
}
