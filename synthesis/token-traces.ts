/**
 * Runs a function without a stack trace for every token.
 *
 * cdktf records where each token was created. That takes more than half of the time of a large organization. Errors keep
 * their stack traces, which V8 records itself.
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
