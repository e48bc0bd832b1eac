import {
  EC2Client,
  paginateDescribeFlowLogs,
  paginateDescribeVpcs,
  paginateDescribeTransitGateways,
} from "@aws-sdk/client-ec2";
import { GetLoggingConfigurationCommand, GetWebACLCommand, WAFV2Client } from "@aws-sdk/client-wafv2";
import { everyItem, unlessAbsent } from "../../aws-reader/answers";
import type { Check, Clash } from "../check";
import type { PlannedResource, PlannedRoot } from "../planned-root";

async function vpcsIn({ aws }: PlannedRoot, region: string): Promise<(string | undefined)[]> {
  const pages = paginateDescribeVpcs({ client: aws.client(EC2Client, region) }, {});
  return (await everyItem(pages, ({ Vpcs }) => Vpcs)).map(({ VpcId }) => VpcId);
}

async function flat(clashes: readonly Promise<readonly Clash[]>[]): Promise<Clash[]> {
  return (await Promise.all(clashes)).flat();
}

/** Parts of the ARN of a web ACL: its scope, name and id. */
function webAclOf({ attributes }: PlannedResource) {
  const [, , , region = "", , resource = ""] = String(attributes.resource_arn).split(":");
  const [scope, , Name, Id] = resource.split("/");
  // The API for web ACLs of CloudFront is in one region. The ARN names this region
  return { region, Scope: scope === "global" ? ("CLOUDFRONT" as const) : ("REGIONAL" as const), Name, Id };
}

/** Clashes with the VPCs, transit gateways and web ACLs that the configuration lists. */
export const networkChecks: readonly Check[] = [
  {
    id: "vpc-missing",
    when: "A VPC that the configuration lists does not exist in the account and region.",
    fix: "correct the list of VPCs in logSources.flowLogs or logSources.dnsQueryLogs",
    reads: ["ec2:DescribeVpcs"],
    find: (root) =>
      flat(
        [
          ...root.created("aws_flow_log").map(({ attributes, region }) => ({ id: attributes.vpc_id, region })),
          ...root
            .created("aws_route53_resolver_query_log_config_association")
            .map(({ attributes, region }) => ({ id: attributes.resource_id, region })),
        ].map(async ({ id, region }) => {
          if (!/^vpc-[0-9a-f]+$/.test(String(id))) return [];
          return (await vpcsIn(root, region)).includes(id) ? [] : [{ problem: `VPC ${id} does not exist`, region }];
        }),
      ),
  },
  {
    id: "transit-gateway-missing",
    when: "A transit gateway that the configuration lists does not exist in the account and region.",
    fix: "correct logSources.flowLogs.transitGateways",
    reads: ["ec2:DescribeTransitGateways"],
    find: (root) =>
      flat(
        root.created("aws_flow_log").map(async ({ attributes: { transit_gateway_id: id }, region }) => {
          if (id === undefined) return [];
          const pages = paginateDescribeTransitGateways({ client: root.aws.client(EC2Client, region) }, {});
          const existing = await everyItem(pages, ({ TransitGateways }) => TransitGateways);
          if (existing.some(({ TransitGatewayId }) => TransitGatewayId === id)) return [];
          return [{ problem: `transit gateway ${id} does not exist`, region }];
        }),
      ),
  },
  {
    id: "flow-log-exists",
    when: "A VPC or transit gateway has a flow log to the same destination. EC2 rejects a second flow log.",
    fix: "delete the flow log, or import it with terraform import",
    reads: ["ec2:DescribeFlowLogs"],
    find: (root) =>
      flat(
        root.created("aws_flow_log").map(async ({ attributes, region }) => {
          const pages = paginateDescribeFlowLogs({ client: root.aws.client(EC2Client, region) }, {});
          const listed = [attributes.vpc_id, attributes.transit_gateway_id].filter((id) =>
            /^\w+-\w+$/.test(String(id)),
          );
          const destination = root.text(attributes.log_destination)?.replace(/\/$/, "");
          return (await everyItem(pages, ({ FlowLogs }) => FlowLogs))
            .filter(({ LogDestination }) => LogDestination?.replace(/\/$/, "") === destination)
            .filter(({ ResourceId = "" }) =>
              listed.length > 0 ? listed.includes(ResourceId) : ResourceId.startsWith("vpc-"),
            )
            .map(({ FlowLogId, ResourceId }) => ({ problem: `flow log ${FlowLogId} of ${ResourceId} exists`, region }));
        }),
      ),
  },
  {
    id: "web-acl-missing",
    when: "A web ACL that the configuration lists does not exist.",
    fix: "correct logSources.webAclLogs.webAcls",
    reads: ["wafv2:GetWebACL"],
    find: (root) =>
      flat(
        root.created("aws_wafv2_web_acl_logging_configuration").map(async (logging) => {
          const { region, ...acl } = webAclOf(logging);
          const answer = root.aws.client(WAFV2Client, region).send(new GetWebACLCommand(acl));
          if ((await unlessAbsent(answer, "WAFNonexistentItemException")) !== undefined) return [];
          return [{ problem: `web ACL ${logging.attributes.resource_arn} does not exist`, region }];
        }),
      ),
  },
  {
    id: "web-acl-logs-elsewhere",
    when: "A web ACL that the configuration lists delivers its logs to another destination. The apply would redirect the logs.",
    fix: "remove the web ACL from logSources.webAclLogs.webAcls, or agree with its owner",
    reads: ["wafv2:GetLoggingConfiguration"],
    find: (root) =>
      flat(
        root.created("aws_wafv2_web_acl_logging_configuration").map(async (logging) => {
          const { region } = webAclOf(logging);
          const ResourceArn = logging.attributes.resource_arn;
          const answer = root.aws.client(WAFV2Client, region).send(new GetLoggingConfigurationCommand({ ResourceArn }));
          const found = await unlessAbsent(answer, "WAFNonexistentItemException");
          const [destination] = found?.LoggingConfiguration?.LogDestinationConfigs ?? [];
          if (destination === undefined) return [];
          return [{ problem: `web ACL ${ResourceArn} delivers its logs to ${destination}`, region }];
        }),
      ),
  },
];
