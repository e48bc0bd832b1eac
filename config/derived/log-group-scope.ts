/** Accounts and regions of a log group. A missing list means all accounts, or all regions. */
export interface LogGroupScope {
  readonly accounts?: readonly string[] | undefined;
  readonly regions?: readonly string[] | undefined;
}

/** Whether a log group is in an account and region. */
export function isIn({ accounts, regions }: LogGroupScope, accountId: string, region: string): boolean {
  return (accounts?.includes(accountId) ?? true) && (regions?.includes(region) ?? true);
}
