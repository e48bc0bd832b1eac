import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { awsConfigNames } from "../config/names/aws-config";
import { type Account } from "../config/derived/accounts";
import { consoleUrl } from "../config/derived/links";
import type { AuditConfig } from "../config/audit-config";
import { ConfigAggregator } from "../modules/aws-config/config-aggregator";
import { declareOutputs } from "../modules/terraform/stack-outputs";
import { addAccountRoot } from "./account/baseline";

/**
 * The AWS Config aggregator of the organization. It has its own Terraform root, because the management account must first register
 * the account of the aggregator. The order of deployment is: the log archive, the management account, the aggregator.
 */
export class ConfigAggregatorStack extends TerraformStack {
  constructor(scope: Construct, account: Account, config: AuditConfig) {
    super(scope, account.stackName);

    addAccountRoot({ stack: this, account, config, regions: [] });
    const { aggregatorName, aggregatorRoleName } = awsConfigNames(config);
    const { aggregatorArn } = new ConfigAggregator(this, "Aggregator", {
      partition: config.partition,
      aggregatorName,
      roleName: aggregatorRoleName,
    });

    declareOutputs(this, {
      config_aggregator_arn: { value: aggregatorArn, description: "Data of AWS Config about all accounts and regions" },
      config_console: {
        value: consoleUrl(config, "config/home?region={region}#/aggregators"),
        description: "The aggregator in the console",
      },
    });
  }
}
