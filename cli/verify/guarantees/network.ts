import { EC2Client, type FlowLog, paginateDescribeFlowLogs } from "@aws-sdk/client-ec2";
import { GetDocumentCommand, SSMClient } from "@aws-sdk/client-ssm";
import { GetLoggingConfigurationCommand, WAFV2Client } from "@aws-sdk/client-wafv2";
import { everyItem, unlessAbsent } from "../../aws-reader/answers";
import type { Attributes } from "../../../terraform-types/columns/attributes";
import { asTerraform, block, blocks, differences } from "../compare";
import type { DeployedRegion } from "../deployed-region";
import type { Guarantee } from "../guarantee";
import { recordedIds } from "../recorded-vpcs";
import { applyAgain } from "./fixes";

/** Attributes of a flow log that contain the id of the recorded resource. */
const idNames = ["vpc_id", "transit_gateway_id", "subnet_id", "eni_id"];

/** Ids of the resources that a flow log in Terraform records. */
const recordedBy = (expected: Attributes, deployed: DeployedRegion): Promise<string[]> =>
  recordedIds(
    idNames.map((name) => expected[name]).find((value) => value !== undefined),
    expected,
    deployed,
  );

/** Flow logs of a resource with the same destination as a flow log in Terraform. */
async function flowLogsOf(expected: Attributes, id: string, deployed: DeployedRegion): Promise<FlowLog[]> {
  const pages = paginateDescribeFlowLogs({ client: deployed.client(EC2Client) }, {});
  const all = await everyItem(pages, ({ FlowLogs }) => FlowLogs);
  return all.filter(
    ({ ResourceId, LogDestination = "" }) =>
      ResourceId === id && LogDestination.replace(/\/$/, "") === String(expected.log_destination).replace(/\/$/, ""),
  );
}

/** Guarantees of networks and sessions. */
export const networkGuarantees: readonly Guarantee[] = [
  {
    id: "flow-log",
    promise: "Every configured VPC and transit gateway has a flow log with the synthesized traffic type and fields.",
    fix: `${applyAgain}: docs/runbooks/log-sources-switched-off.md`,
    types: ["aws_flow_log"],
    reads: ["ec2:DescribeFlowLogs", "ec2:DescribeVpcs"],
    async find(expected, deployed) {
      const facts = (await recordedBy(expected, deployed)).map(async (id) => {
        const [flowLog] = await flowLogsOf(expected, id, deployed);
        if (flowLog === undefined) return [`${id} has no flow log to ${expected.log_destination}`];
        const [wanted, actual] = [block(expected.destination_options), asTerraform(flowLog.DestinationOptions ?? {})];
        return differences(`flow log ${flowLog.FlowLogId} of ${id}`, {
          status: ["ACTIVE", flowLog.FlowLogStatus],
          // A transit gateway has no traffic type
          traffic: expected.traffic_type === undefined ? [] : [expected.traffic_type, flowLog.TrafficType],
          fields: [expected.log_format, flowLog.LogFormat],
          "seconds of aggregation": [expected.max_aggregation_interval ?? 600, flowLog.MaxAggregationInterval],
          format: [wanted.file_format ?? "plain-text", actual.file_format ?? "plain-text"],
        } as Record<string, [unknown, unknown]>);
      });
      return (await Promise.all(facts)).flat();
    },
  },
  {
    id: "flow-log-delivery",
    promise: "The last delivery of every flow log had no error.",
    fix: "correct the policy of the bucket or of its key: docs/runbooks/log-delivery-cut.md",
    types: ["aws_flow_log"],
    reads: ["ec2:DescribeFlowLogs", "ec2:DescribeVpcs"],
    async find(expected, deployed) {
      const facts = (await recordedBy(expected, deployed)).map(async (id) =>
        (await flowLogsOf(expected, id, deployed))
          .filter(({ DeliverLogsStatus }) => DeliverLogsStatus === "FAILED")
          .map(
            ({ FlowLogId, DeliverLogsErrorMessage }) =>
              `the last delivery of flow log ${FlowLogId} of ${id} failed: ${DeliverLogsErrorMessage}`,
          ),
      );
      return (await Promise.all(facts)).flat();
    },
  },
  {
    id: "web-acl-logging",
    promise: "Every configured web ACL delivers its logs, with the synthesized filter and without the redacted fields.",
    fix: `${applyAgain}: docs/runbooks/web-acl-removed.md`,
    types: ["aws_wafv2_web_acl_logging_configuration"],
    reads: ["wafv2:GetLoggingConfiguration"],
    async find(expected, deployed) {
      const ResourceArn: string = expected.resource_arn;
      const answer = deployed.client(WAFV2Client).send(new GetLoggingConfigurationCommand({ ResourceArn }));
      const actual = (await unlessAbsent(answer, "WAFNonexistentItemException"))?.LoggingConfiguration;
      const filters = (one: Attributes) =>
        blocks(one?.filter).map(({ behavior, requirement, condition }) => ({ behavior, requirement, condition }));
      const got = asTerraform(actual?.LoggingFilter ?? {}, { filters: "filter", conditions: "condition" });
      const wanted = block(expected.logging_filter);
      // A redacted field without a name, such as the query string, is an empty object
      const redactedFields = (fields: unknown) => blocks(fields).map((field) => JSON.stringify(field));
      return differences(`web ACL ${ResourceArn}`, {
        "destination of its logs": [expected.log_destination_configs, actual?.LogDestinationConfigs],
        "redacted fields": [
          redactedFields(expected.redacted_fields),
          redactedFields(asTerraform(actual?.RedactedFields ?? [])),
        ],
        "default of its filter": [wanted.default_behavior, got.default_behavior],
        "filters of its logs": [filters(wanted), filters(got)],
      });
    },
  },
  {
    id: "session-document",
    promise: "The preferences of Session Manager record every session in the archive, as synthesized.",
    fix: `${applyAgain}: docs/runbooks/log-sources-switched-off.md`,
    types: ["aws_ssm_document"],
    reads: ["ssm:GetDocument"],
    async find({ name: Name, content }, deployed) {
      const answer = deployed.client(SSMClient).send(new GetDocumentCommand({ Name, DocumentFormat: "JSON" }));
      const found = await unlessAbsent(answer, "InvalidDocument");
      if (found === undefined) return [`document ${Name} does not exist`];
      const [wanted, actual] = [content, found.Content ?? "{}"].map((text) => JSON.parse(text).inputs ?? {});
      const names = [...new Set([...Object.keys(wanted), ...Object.keys(actual)])];
      const fields = names.map((name) => [name, [wanted[name], actual[name]]] as const);
      return differences(`document ${Name}`, Object.fromEntries(fields));
    },
  },
];
