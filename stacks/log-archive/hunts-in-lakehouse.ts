import type { AuditConfig } from "../../config/audit-config";
import { logTableSource } from "../../config/derived/table-locations";
import { lakehouseNames } from "../../config/names/lakehouse";
import { inLakehouse, loadedTables } from "../../hunts/loaded-tables";
import { type SourceTables, onePass } from "../../hunts/one-pass";
import type { TunedHunt } from "../../hunts/tuned-hunt";
import type { HuntMachineProps } from "../../modules/hunts/hunt-machine";
import { tablePrefix } from "../../modules/lakehouse/job";
import { logTables } from "../../tables/catalog";
import { lakeFacts, lakeTables } from "../../tables/lake/lake-table";

/** A source, and the hunts that read it. */
export type HuntedPass = SourceTables & { readonly hunts: readonly TunedHunt[] };

/**
 * The tables of a source that the lakehouse has, in their order. None if objects are quarantined, because only the tables over the
 * archive leave these objects out.
 */
const tablesInLakehouse = ({ lakehouse, query }: AuditConfig, { tables }: HuntedPass): string[] =>
  lakehouse.enabled && query.quarantinedObjects.length === 0
    ? tables.filter((table) => lakeFacts[table] !== undefined)
    : [];

/** The statement of a source over the tables that the lakehouse has. It reads the other tables of the source from the archive. */
export function statementInLakehouse(config: AuditConfig, pass: HuntedPass) {
  const tables = tablesInLakehouse(config, pass);
  if (tables.length === 0) return undefined;
  const { databaseName } = lakehouseNames(config);
  const source = {
    ...pass,
    tables: pass.tables.map((table) => (tables.includes(table) ? inLakehouse(databaseName, table) : table)),
  };
  return { ...onePass(pass.hunts, source), tables };
}

/** The statement that returns the loaded tables, and the place of the tables. Empty if no source has a table in the lakehouse. */
export function lakehouseOf(
  config: AuditConfig,
  passes: readonly HuntedPass[],
): Pick<HuntMachineProps, "loaded" | "lakehouse"> {
  const names = passes.flatMap((pass) => tablesInLakehouse(config, pass));
  if (names.length === 0) return {};
  const { databaseName, bucketArn } = lakehouseNames(config);
  const described = lakeTables(logTables(logTableSource(config)), {
    expireDays: () => undefined,
    firstDay: config.query.firstDay,
  });
  const tables = described.filter(({ name }) => names.includes(name));
  return {
    loaded: loadedTables(databaseName, tables),
    lakehouse: { databaseName, folderArn: `${bucketArn}/${tablePrefix}` },
  };
}
