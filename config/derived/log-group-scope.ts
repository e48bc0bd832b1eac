/** Where a log group is: everywhere, unless accounts or regions are listed. */
export interface LogGroupPlace {
  readonly accounts?: readonly string[] | undefined;
  readonly regions?: readonly string[] | undefined;
}

/** Whether a log group is in an account and region. */
export function isIn({ accounts, regions }: LogGroupPlace, accountId: string, region: string): boolean {
  return (accounts?.includes(accountId) ?? true) && (regions?.includes(region) ?? true);
}
