/** A condition for which EventBridge would miss an event that CloudWatch Logs matches. */
export class NotExpressibleError extends Error {
  override readonly name = "NotExpressibleError";
}
