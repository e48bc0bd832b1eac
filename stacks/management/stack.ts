import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import type { Account } from "../../config/names/names";
import { Baseline, addAccountRoot, findArchiveKeyArn } from "../account/baseline";
import { addAuditing } from "./add-auditing";
import { addOrganizationGuard, registerAdministrators } from "./register-administrators";

/**
 * The management account: the organization trail, and the alarms that read it. With `accounts.trailAdministrator`, it only
 * registers the account that has them.
 */
export class ManagementStack extends TerraformStack {
  constructor(scope: Construct, account: Account, config: AuditConfig) {
    super(scope, account.stackName);

    const root = addAccountRoot(this, account, config);
    const guard = addOrganizationGuard(this, config);
    const archiveKeyArn = findArchiveKeyArn(this, config);
    const bus =
      config.accounts.trailAdministrator === undefined
        ? addAuditing(this, { account, config, root, guard, archiveKeyArn })
        : undefined;
    registerAdministrators(this, config, guard);
    new Baseline(this, "Baseline", { account, config, root, archiveKeyArn, ...(bus && { bus }) });
  }
}
