import type { AuditConfig } from "../audit-config";

/** Names of AWS Config resources other than recorders. */
export function awsConfigNames({ prefix }: Pick<AuditConfig, "prefix">) {
  return {
    aggregatorName: `${prefix}-organization`,
    aggregatorRoleName: `${prefix}-config-aggregator`,
    ruleName: (id: string) => `${prefix}-${id}`,
  };
}

/** Stack name of the aggregator. No account can have it, because stack names of accounts begin with the role of the account. */
export const aggregatorStackName = "config-aggregator";
