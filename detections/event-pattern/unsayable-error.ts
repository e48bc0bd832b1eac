/** A condition for which EventBridge would miss what CloudWatch Logs finds. */
export class UnsayableError extends Error {
  override readonly name = "UnsayableError";
}
