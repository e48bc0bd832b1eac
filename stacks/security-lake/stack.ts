import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import { namesFor } from "../../config/names/names";
import { type Account } from "../../config/derived/accounts";
import { LinkedTables } from "./linked-tables";
import { addAccountRoot } from "../account/baseline";
import { securityLakeOf } from "./security-lake";

/**
 * The links to the tables of Security Lake, and the grants for their readers, in the log-archive account. They have their own Terraform
 * root, so that a missing permission of AWS Lake Formation never prevents a change of the archive.
 */
export class SecurityLakeStack extends TerraformStack {
  constructor(scope: Construct, account: Account, config: AuditConfig) {
    super(scope, account.stackName);

    addAccountRoot({ stack: this, account, config, regions: [] });
    const { settings, tables } = securityLakeOf(config);
    new LinkedTables(this, "Tables", {
      databaseName: namesFor(config).databaseName,
      owner: { accountId: tables.accountId, databaseName: tables.databaseName },
      tables: tables.tables,
      readerRoleArns: settings.readerRoleArns,
    });
  }
}
