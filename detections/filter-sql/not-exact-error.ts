/** A filter pattern that SQL cannot evaluate with exactly the meaning that it has for the JSON of an event. */
export class NotExactError extends Error {
  override readonly name = "NotExactError";
}
