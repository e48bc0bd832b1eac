/** Account ids of samples and tests. No source contains one literally. */
export const account = (digit: number): string => String(digit).repeat(12);

/** The partition of samples and tests. It is separate, so that no source contains an ARN literally. */
export const partition = "aws";

/** An ARN of that partition. */
export const arn = (service: string, region: string, accountId: string, resource: string): string =>
  ["arn", partition, service, region, accountId, resource].join(":");
