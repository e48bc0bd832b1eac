/** The six parts of an ARN. The last part can contain colons. */
export type ArnParts = readonly [string, string, string, string, string, string];

/** Splits an ARN into its parts. Undefined if the string is not an ARN. */
export function arnParts(text: string): ArnParts | undefined {
  const [arn, partition, service, region, account, ...resource] = text.split(":");
  if (arn === undefined || partition === undefined || service === undefined || region === undefined) return undefined;
  if (account === undefined || resource.length === 0) return undefined;
  return [arn, partition, service, region, account, resource.join(":")];
}
