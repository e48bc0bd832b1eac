/** The six parts of an ARN; the last may hold colons itself. */
export type ArnParts = readonly [string, string, string, string, string, string];

/** Takes an ARN apart; undefined for what is none. */
export function arnParts(text: string): ArnParts | undefined {
  const [arn, partition, service, region, account, ...resource] = text.split(":");
  if (arn === undefined || partition === undefined || service === undefined || region === undefined) return undefined;
  if (account === undefined || resource.length === 0) return undefined;
  return [arn, partition, service, region, account, resource.join(":")];
}
