import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import type { Account } from "../../config/derived/accounts";
import { ForgottenEncryptionKey } from "../../modules/iam/forgotten-encryption-key";
import { ForgottenTrail } from "../../modules/trail/forgotten-trail";
import { Baseline, addAccountRoot, findArchiveKeyArn } from "../account/baseline";
import { addAuditing } from "./add-auditing";
import { addGuardrails } from "./guardrails";
import { addOrganizationGuard, registerAdministrators } from "./register-administrators";

/**
 * The management account: the organization trail, and the alarms that read it. With `accounts.trailAdministrator`, another account
 * has the trail and the alarms, and the management account only registers that account.
 */
export class ManagementStack extends TerraformStack {
  constructor(scope: Construct, account: Account, config: AuditConfig) {
    super(scope, account.stackName);

    const root = addAccountRoot({ stack: this, account, config });
    const guard = addOrganizationGuard(this, config);
    const archiveKeyArn = findArchiveKeyArn(this, config);
    const isDelegated = config.accounts.trailAdministrator !== undefined;
    const bus = isDelegated ? undefined : addAuditing(this, { account, config, root, guard, archiveKeyArn });
    if (isDelegated) this.forgetTrail();
    registerAdministrators(this, config, guard);
    addGuardrails(this, config, guard, archiveKeyArn);
    new Baseline(this, "Baseline", { account, config, root, archiveKeyArn, ...(bus && { bus }) });
  }

  /** Leaves an earlier trail and the key of its log group in AWS. A second recording is better than a missing one. */
  private forgetTrail(): void {
    new ForgottenTrail(this, "Trail");
    new ForgottenEncryptionKey(this, "MonitoringKey");
  }
}
