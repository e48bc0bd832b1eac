/** The account id of samples and tests with this digit. No source file contains such an id literally. */
export const account = (digit: number): string => String(digit).repeat(12);

/** The partition of samples and tests. With this constant, no source file contains an ARN literally. */
export const partition = "aws";

/** An ARN in `partition`. */
export const arn = (service: string, region: string, accountId: string, resource: string): string =>
  ["arn", partition, service, region, accountId, resource].join(":");
