import type { AuditConfig } from "../audit-config";
import { securityLakeSources } from "../schema/readers/security-lake";

/** Names of the stacks: the subscriber in the account of the administrator, and the links and grants in the log-archive account. */
export const securityLakeSubscriberStackName = "security-lake-subscriber";
export const securityLakeStackName = "security-lake";

/** A table of Security Lake, and the name under which it is queried. */
export interface SecurityLakeTable {
  readonly name: string;
  readonly linkName: string;
}

/** The tables of Security Lake, in the Glue catalog of its administrator. */
export interface SecurityLakeTables {
  readonly accountId: string;
  readonly databaseName: string;
  readonly tables: readonly SecurityLakeTable[];
}

/**
 * The tables of Security Lake in the home region. Undefined without Security Lake. Security Lake chooses their names.
 *
 * @see https://docs.aws.amazon.com/security-lake/latest/userguide/subscriber-query-examples.html
 */
export function securityLakeTables(config: Pick<AuditConfig, "homeRegion" | "query">): SecurityLakeTables | undefined {
  const { securityLake } = config.query.ocsf;
  if (securityLake === undefined) return undefined;
  const region = config.homeRegion.replaceAll("-", "_");
  return {
    accountId: securityLake.administrator,
    databaseName: `amazon_security_lake_glue_db_${region}`,
    tables: securityLake.sources.map((source) => ({
      name: `amazon_security_lake_table_${region}_${source.toLowerCase()}_2_0`,
      linkName: `ocsf_${securityLakeSources[source]}`,
    })),
  };
}

/** Names of the subscriber of Security Lake. */
export const securityLakeNames = ({ prefix }: Pick<AuditConfig, "prefix">) => ({
  subscriberName: `${prefix}-audit`,

  /** Security Lake requires an external id. It has no effect for query access, because Lake Formation assumes no role. */
  externalId: `${prefix}-audit`,
});
