import type { AuditConfig } from "../../config/audit-config";
import { huntedSources, huntsWithLogs } from "../../config/derived/hunt-sources";
import { logTableSource } from "../../config/derived/table-locations";
import { partsOf } from "../../hunts/hunt";
import { onePass } from "../../hunts/one-pass";
import { selectRows } from "../../hunts/selection";
import type { HuntDefinitionProps } from "../../modules/hunts/definition-props";
import { eventTables, logTables } from "../../tables/catalog";
import { quarantinedTables, withoutQuarantined } from "../account/quarantined";
import { type HuntedPass, statementInLakehouse } from "./hunts-in-lakehouse";

/** The sources that hunts read, each with its hunts. */
export function huntedPasses(config: AuditConfig): HuntedPass[] {
  const hunts = huntsWithLogs(config);
  return huntedSources(config, eventTables(logTableSource(config)).flat()).flatMap((source) => {
    const own = hunts.filter((hunt) => partsOf(hunt).some((part) => part.source === source.source));
    return "tables" in source && own.length > 0 ? [{ ...source, hunts: own }] : [];
  });
}

/** The statements that write rows, and the statement that selects rows. */
export function huntStatements(
  config: AuditConfig,
  passes: readonly HuntedPass[],
): Pick<HuntDefinitionProps, "passes" | "selection"> {
  const quarantined = quarantinedTables(logTables(logTableSource(config)), config.query.quarantinedObjects);
  return {
    passes: passes.map((pass) => {
      const { sql, parameters } = onePass(pass.hunts, pass);
      return {
        source: pass.source,
        sql: withoutQuarantined(sql, quarantined),
        parameters,
        inLakehouse: statementInLakehouse(config, pass),
      };
    }),
    selection: selectRows(huntsWithLogs(config)),
  };
}
