import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import { type Account } from "../../config/derived/accounts";
import { chatRegion } from "../../config/derived/chat-region";
import { OrganizationGuard } from "../../modules/iam/organization-guard";
import { addAccountRoot, findArchiveKeyArn } from "../account/baseline";
import { addAuditing } from "./add-auditing";

/**
 * The organization trail and its alarms, in a member account that is a delegated administrator of CloudTrail. The log sources of the
 * account are in another root, as for every member.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-delegated-administrator.html
 */
export class TrailAdministratorStack extends TerraformStack {
  constructor(scope: Construct, account: Account, config: AuditConfig) {
    super(scope, account.stackName);

    const chat = chatRegion(config);
    const otherRegions = chat === undefined || chat === config.homeRegion ? [] : [chat];
    const root = addAccountRoot({ stack: this, account, config, regions: otherRegions });
    const guard = new OrganizationGuard(this, "Organization", { organizationId: config.organizationId });
    addAuditing(this, { account, config, root, guard, archiveKeyArn: findArchiveKeyArn(this, config) });
  }
}
