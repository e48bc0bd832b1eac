/** The name in the ARN of a log group, which ends with `:log-group:<name>:*`. */
export const logGroupName = (arn: string | undefined): string | undefined =>
  arn?.split(":log-group:")[1]?.split(":")[0];
