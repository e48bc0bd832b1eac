import { Construct } from "constructs";
import { allow } from "../iam/policy-document";
import { topicPublishing } from "../iam/publishing-grants";
import { ScheduledMachine, type ScheduledMachineProps } from "./scheduled-machine";
import { type WeeklySummaryDefinitionProps, weeklySummaryDefinition } from "./weekly-summary-definition";

export interface WeeklySummaryProps
  extends Omit<ScheduledMachineProps, "definition" | "statements">, Omit<WeeklySummaryDefinitionProps, "partition"> {}

/** A weekly message with the counts of every detection. It is the only message about detections of severity `watch`. */
export class WeeklySummary extends Construct {
  constructor(scope: Construct, id: string, props: WeeklySummaryProps) {
    super(scope, id);

    new ScheduledMachine(this, "Machine", {
      ...props,
      definition: weeklySummaryDefinition(props),
      statements: [
        // IAM supports no resource for this action
        allow("ReadMetrics", ["cloudwatch:GetMetricData"], "*"),
        ...topicPublishing(props.topicArn, props.kmsKeyArn),
      ],
    });
  }
}
