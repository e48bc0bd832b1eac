/** Account ids of the tests, spelled so that none stands in the sources. */
export const account = (digit: number): string => String(digit).repeat(12);

/** The partition of the tests, apart so that no source spells out an ARN of it. */
export const partition = "aws";

/** An ARN of the tests' partition. */
export const arn = (service: string, region: string, accountId: string, resource: string): string =>
  ["arn", partition, service, region, accountId, resource].join(":");
