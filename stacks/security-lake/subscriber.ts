import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import type { Account } from "../../config/derived/accounts";
import { securityLakeNames } from "../../config/names/security-lake";
import { QuerySubscriber } from "./query-subscriber";
import { declareOutputs } from "../../modules/terraform/stack-outputs";
import { addAccountRoot } from "../account/baseline";
import { securityLakeOf } from "./security-lake";

/**
 * The subscriber of Security Lake, in the account of its delegated administrator. It has its own Terraform root, because the root of
 * the log-archive account needs it, and the root of the member needs the log-archive account.
 */
export class SecurityLakeSubscriberStack extends TerraformStack {
  constructor(scope: Construct, account: Account, config: AuditConfig) {
    super(scope, account.stackName);

    addAccountRoot({ stack: this, account, config, regions: [] });
    const { sources } = securityLakeOf(config).settings;
    const { resourceShareArn } = new QuerySubscriber(this, "Subscriber", {
      ...securityLakeNames(config),
      description: "Queries of the log-archive account",
      subscriberAccountId: config.accounts.logArchive,
      sourceNames: sources,
    });

    declareOutputs(this, {
      security_lake_share_arn: {
        value: resourceShareArn,
        description: "Share of AWS RAM that the log-archive account accepts if AWS RAM sends an invitation",
      },
    });
  }
}
