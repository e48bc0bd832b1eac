import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type LoggedVpcsProps, inEachRegionOfVpcs, vpcProblems } from "./logged-vpcs";
import { literal } from "../terraform/terraform-template";
import { forms } from "../../aws-semantics/values/forms";
import { knownFlowLogFields } from "../../tables/flow-log-fields";
import { checkInput, eachKnown, checkForm, notEmpty } from "../input/input";

export interface FlowLogsProps extends LoggedVpcsProps {
  /** Destination of the records: the ARN of a bucket, its prefix and a slash. */
  readonly destinationArn: string;

  /** Fields of a record, with the names of AWS, such as `srcaddr` and `log-status`. */
  readonly fields: readonly string[];
  readonly trafficType: "ALL" | "ACCEPT" | "REJECT";

  /** Maximum aggregation interval, in seconds: the longest time that one record covers. */
  readonly maxAggregationSeconds: 60 | 600;

  /**
   * Resources that must exist before the first delivery: the bucket's policy.
   *
   * @default none: the archive belongs to another account and is applied first
   */
  readonly dependsOn?: ITerraformDependable[] | undefined;
}

/**
 * Format and folders of every flow log. The tables depend on them.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-path.html
 */
export const flowLogLayout = {
  logDestinationType: "s3",
  destinationOptions: { fileFormat: "parquet", hiveCompatiblePartitions: true, perHourPartition: true },
} as const;

/** Format of a record, as a string that Terraform does not interpolate: `$${srcaddr} $${log-status}`. */
export function flowLogFormat(fields: readonly string[]): string {
  return literal(fields.map((field) => `\${${field}}`).join(" "));
}

/**
 * Flow logs of the VPCs of one account, delivered to the organization's archive in Parquet.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-create-flow-log.html
 */
export class FlowLogs extends Construct {
  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);

    checkInput(this, [
      ...vpcProblems(props),
      checkForm("destinationArn", props.destinationArn, forms.bucketFolderArn),
      notEmpty("fields", props.fields, "field"),
      ...eachKnown("fields", props.fields, knownFlowLogFields),
    ]);

    inEachRegionOfVpcs(this, props, (regional, vpcs, regionArguments) => {
      for (const { id: name, vpcId, forEach } of vpcs) {
        new FlowLog(regional, name, {
          vpcId,
          forEach,
          trafficType: props.trafficType,
          maxAggregationInterval: props.maxAggregationSeconds,
          logFormat: flowLogFormat(props.fields),
          logDestination: props.destinationArn,
          ...flowLogLayout,
          dependsOn: props.dependsOn,
          ...regionArguments,
        });
      }
    });
  }
}
