/** A filter pattern for which SQL would not have exactly the same result as for the JSON of an event. */
export class NotExactError extends Error {
  override readonly name = "NotExactError";
}
