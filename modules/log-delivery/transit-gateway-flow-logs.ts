import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { flowLogFormat, flowLogLayout } from "./flow-logs";
import { inEachRegion } from "../terraform/regions";
import { forms } from "../../aws-semantics/values/forms";
import { knownTransitGatewayLogFields } from "../../tables/transit-gateway-logs";
import { checkInput, eachFormed, eachKnown, checkForm, notEmpty } from "../input/input";

/** The only aggregation interval that AWS accepts for a transit gateway, in seconds. */
const aggregationSeconds = 60;

export interface TransitGatewayFlowLogsProps {
  /** Region of the account's provider. */
  readonly homeRegion: string;

  /** Ids of the transit gateways by their region. */
  readonly transitGateways: ReadonlyMap<string, readonly string[]>;

  /** Destination of the records: the ARN of a bucket, its prefix and a slash. */
  readonly destinationArn: string;

  /** Fields of a record, with the names of AWS, such as `tgw-id` and `srcaddr`. */
  readonly fields: readonly string[];

  /**
   * Resources that must exist before the first delivery: the bucket's policy.
   *
   * @default none: the archive belongs to another account and is applied first
   */
  readonly dependsOn?: ITerraformDependable[] | undefined;
}

/**
 * Flow logs of the transit gateways of one account. They have no traffic type: AWS rejects one, because a transit gateway does not
 * accept or reject traffic.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/flow-logs-api-cli.html
 */
export class TransitGatewayFlowLogs extends Construct {
  constructor(scope: Construct, id: string, props: TransitGatewayFlowLogsProps) {
    super(scope, id);

    checkInput(this, [
      checkForm("homeRegion", props.homeRegion, forms.region),
      ...eachFormed("transitGateways: regions", [...props.transitGateways.keys()], forms.region),
      ...[...props.transitGateways].flatMap(([region, ids]) =>
        eachFormed(`transitGateways: ${region}`, ids, forms.transitGatewayId),
      ),
      checkForm("destinationArn", props.destinationArn, forms.bucketFolderArn),
      notEmpty("fields", props.fields, "field"),
      ...eachKnown("fields", props.fields, knownTransitGatewayLogFields),
    ]);

    const { homeRegion, transitGateways } = props;
    const regions = [...transitGateways.keys()];
    inEachRegion(this, { homeRegion, regions }, (regional, regionArguments, region) => {
      for (const transitGatewayId of transitGateways.get(region) ?? []) {
        new FlowLog(regional, transitGatewayId, {
          transitGatewayId,
          maxAggregationInterval: aggregationSeconds,
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
