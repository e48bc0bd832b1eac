import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Account } from "../config/derived/accounts";
import type { AuditConfig } from "../config/audit-config";
import { Baseline, findArchiveKeyArn, addAccountRoot } from "./account/baseline";

/** A member account: its log sources and urgent events. The organization trail already records the account. */
export class MemberStack extends TerraformStack {
  constructor(scope: Construct, account: Account, config: AuditConfig) {
    super(scope, account.stackName);

    const root = addAccountRoot({ stack: this, account, config });
    new Baseline(this, "Baseline", { account, config, root, archiveKeyArn: findArchiveKeyArn(this, config) });
  }
}
