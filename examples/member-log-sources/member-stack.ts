import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { AccountRoot } from "trailkeeper/account";
import { AccountLogSources } from "trailkeeper/log-delivery";

const region = "eu-west-1";
const accountId = "333333333333";
const archiveOf = (name: string, keyId: string) => ({
  bucketName: `acme-${name}-222222222222`,
  keyArn: `arn:aws:kms:${region}:222222222222:key/${keyId}`,
});

/** One account of the organization. AWS delivers flow logs and query logs of every VPC to the archive, and AWS Config records it. */
export class MemberStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    new AccountRoot(this, "Root", {
      accountId,
      region,
      providerVersion: "~> 5.100.0",
      tags: { Project: "acme-logs" },
      state: { type: "local" },
    });

    new AccountLogSources(this, "LogSources", {
      namePrefix: "acme",
      accountId,
      region,
      archive: archiveOf("network-logs", "1234abcd-12ab-34cd-56ef-1234567890ab"),
      flowLogs: {},
      transitGatewayFlowLogs: { transitGateways: { [region]: ["tgw-0a1b2c3d4e5f67890"] } },
      dnsQueryLogs: {},
      awsConfig: { archive: archiveOf("config-archive", "abcd1234-ab12-cd34-ef56-abcdef123456") },
    });
  }
}
