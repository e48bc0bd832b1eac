import {
  AthenaClient,
  BatchGetNamedQueryCommand,
  type NamedQuery,
  paginateListNamedQueries,
} from "@aws-sdk/client-athena";
import { namesFor } from "../config/names/names";
import { queryParameters } from "../queries/query-parameters";
import { argumentsFor, type GivenArguments, literal } from "../cli/query/arguments";
import { statementOf } from "../cli/query/statement";
import { clientConfig } from "./clients";
import type { LocalDeployment } from "./terraform/deployment";
import { engineDatabase } from "./trino/engine-tables";
import type { QueryAnswer, Trino } from "./trino/trino";

/** A saved query in the deployed workgroup. */
export interface DeployedQuery {
  readonly name: string;
  readonly description: string;
  readonly sql: string;
  readonly database: string;
}

/** The saved queries of the deployed workgroup, by name. */
export async function deployedQueries(deployment: LocalDeployment): Promise<DeployedQuery[]> {
  const { address, config } = deployment;
  const credentials = await deployment.credentialsOf(config.accounts.logArchive);
  const client = new AthenaClient(clientConfig(address, config.homeRegion, credentials));
  const found: NamedQuery[] = [];
  for await (const page of paginateListNamedQueries({ client }, { WorkGroup: namesFor(config).workgroupName })) {
    const { NamedQueries = [] } = await client.send(
      new BatchGetNamedQueryCommand({ NamedQueryIds: page.NamedQueryIds ?? [] }),
    );
    found.push(...NamedQueries);
  }
  return found
    .map(({ Name = "", Description = "", QueryString = "", Database = "" }) => ({
      name: Name,
      description: Description,
      sql: QueryString,
      database: Database,
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

/**
 * Runs a saved query in Trino.
 *
 * @param values values of the parameters, one for each `?`
 */
export function runQuery(
  trino: Trino,
  { sql, database }: Pick<DeployedQuery, "sql" | "database">,
  values: readonly string[] = [],
): Promise<QueryAnswer> {
  return trino.query(withValues(sql, values), engineDatabase(database));
}

/** One statement for Trino, with the values of its parameters. */
export function withValues(sql: string, values: readonly string[]): string {
  const statement = statementOf(sql);
  const using = values.map(literal).join(", ");
  return values.length === 0 ? statement : `EXECUTE IMMEDIATE ${literal(statement)} USING ${using}`;
}

/**
 * The values to run a saved query with. A missing value is replaced with its default.
 *
 * @throws {CommandError} when a value is missing, unknown or invalid
 */
export function valuesFor({ name, description, sql }: DeployedQuery, given: GivenArguments = {}): string[] {
  return argumentsFor({ name, description, sql, parameters: queryParameters(sql, name) }, given, new Date());
}
