import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { AuditConfig } from "../../config/audit-config";
import { namesFor } from "../../config/names/names";
import { type Account } from "../../config/derived/accounts";
import { consoleUrl } from "../../config/derived/links";
import { OrganizationGuard } from "../../modules/iam/organization-guard";
import { policyJson } from "../../modules/iam/policy-document";
import { declareOutputs } from "../../modules/terraform/stack-outputs";
import { addAccountRoot } from "../account/baseline";
import { addKey } from "./key";
import { Replicas } from "./replicas";
import { secondRegionOf } from "./second-region";
import { ReplicaTables } from "./tables";

/**
 * The replicas of the archives in the second region, with their key, tables and workgroups. The stack has its own Terraform root in
 * that region, so that it can be changed while the home region is not available.
 */
export class SecondRegionStack extends TerraformStack {
  constructor(scope: Construct, account: Account, config: AuditConfig) {
    super(scope, account.stackName);

    const secondRegion = secondRegionOf(config);
    const { region } = secondRegion;
    const names = namesFor(config);
    const otherRegions = secondRegion.multiRegionKey ? [config.homeRegion] : [];
    const root = addAccountRoot({ stack: this, account, config, regions: otherRegions, region });
    const guard = new OrganizationGuard(this, "Organization", { organizationId: config.organizationId });

    const { keyArn: kmsKeyArn, key, grants } = addKey(this, account, config, secondRegion, root);
    const replicas = new Replicas(this, "Replicas", { account, config, kmsKeyArn, key, dependsOn: [guard.checked] });
    const { policyArns } = new ReplicaTables(this, "Tables", { account, config, kmsKeyArn, replicas });

    declareOutputs(this, {
      replica_key_arn: { value: kmsKeyArn, description: "Key that encrypts the replicas" },
      replica_key_policy: {
        value: policyJson("key policy", grants),
        description: "Policy of the key of the replicas; set this policy if the key is your own",
      },
      replica_glue_database: { value: names.databaseName, description: "Database of the tables over the replicas" },
      replica_athena_workgroup: { value: names.workgroupName, description: "Workgroup for queries over the replicas" },
      replica_athena_console: {
        value: consoleUrl(
          { partition: config.partition, homeRegion: region },
          "athena/home?region={region}#/query-editor/saved-queries",
        ),
        description: "The saved queries of the second region in the console",
      },
      replica_analyst_policy_arn: {
        value: policyArns.analysts,
        description: "Policy to attach to the roles of analysts, for the replicas",
      },
      replica_responder_policy_arn: {
        value: policyArns.responders,
        description: "Policy to attach to the roles of responders, for the replicas",
      },
    });
  }
}
