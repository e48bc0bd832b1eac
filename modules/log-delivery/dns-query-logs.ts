import { Route53ResolverQueryLogConfig } from "@cdktf/provider-aws/lib/route53-resolver-query-log-config";
import { Route53ResolverQueryLogConfigAssociation } from "@cdktf/provider-aws/lib/route53-resolver-query-log-config-association";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type LoggedVpcsProps, inEachRegionOfVpcs, vpcProblems } from "./logged-vpcs";
import { forms } from "../../aws-semantics/values/forms";
import { checkInput, checkForm } from "../input/input";

const configName = {
  pattern: /^(?!\d+$)[\w' -]{1,64}$/,
  expected: "expected 1 to 64 letters, digits, hyphens, underscores or spaces",
};

export interface DnsQueryLogsProps extends LoggedVpcsProps {
  /** Name of the query logging configuration, the same in each region. */
  readonly configName: string;

  /** Destination of the records: the ARN of a bucket, its prefix and a slash. */
  readonly destinationArn: string;

  /**
   * Resources that must exist before the first delivery: the bucket's policy.
   *
   * @default none: the archive belongs to another account and is applied first
   */
  readonly dependsOn?: ITerraformDependable[] | undefined;
}

/**
 * Query logs of Route 53 Resolver for the VPCs of one account, delivered to the organization's archive.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_CreateResolverQueryLogConfig.html
 */
export class DnsQueryLogs extends Construct {
  constructor(scope: Construct, id: string, props: DnsQueryLogsProps) {
    super(scope, id);
    checkInput(this, [
      ...vpcProblems(props),
      checkForm("configName", props.configName, configName),
      checkForm("destinationArn", props.destinationArn, forms.bucketFolderArn),
    ]);

    inEachRegionOfVpcs(this, props, (regional, vpcs, regionArguments) => {
      const { id: resolverQueryLogConfigId } = new Route53ResolverQueryLogConfig(regional, "Config", {
        name: props.configName,
        destinationArn: props.destinationArn,
        dependsOn: props.dependsOn,
        ...regionArguments,
      });

      for (const { id: name, vpcId: resourceId, forEach } of vpcs) {
        new Route53ResolverQueryLogConfigAssociation(regional, name, {
          resolverQueryLogConfigId,
          resourceId,
          forEach,
          ...regionArguments,
        });
      }
    });
  }
}
