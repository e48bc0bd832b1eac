import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { oneStack } from "./organization";
import type { Attributes } from "./synth";
import { asTerraformReads } from "./terraform-string";

const management = oneStack("management");

/** A detection as the management account deploys it. */
interface DeployedDetection {
  /** The pattern that CloudWatch Logs receives. */
  readonly pattern: string;
  readonly filter: Attributes;

  /** Undefined if the severity is watch. */
  readonly alarm: Attributes | undefined;
}

/** Every metric filter of the synthesized management account, by the name of its metric. */
export const deployedDetections: ReadonlyMap<string, DeployedDetection> = new Map(
  management.all(CloudwatchLogMetricFilter).map((filter) => {
    const { name } = filter.metric_transformation;
    const alarm = management.all(CloudwatchMetricAlarm).find(({ metric_name }) => metric_name === name);
    return [name, { pattern: asTerraformReads(filter.pattern), filter, alarm }];
  }),
);

/** Returns the pattern of a detection that CloudWatch Logs receives. Fails if the detection has none. */
export function deployedPattern(id: string): string {
  const deployed = deployedDetections.get(id);
  if (deployed === undefined) throw new Error(`no metric filter counts ${id}`);
  return deployed.pattern;
}
