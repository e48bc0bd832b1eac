/** A condition for which EventBridge would miss what CloudWatch Logs finds. */
export class NotExpressibleError extends Error {
  override readonly name = "NotExpressibleError";
}
