import { Construct } from "constructs";
import { allow } from "../iam/policy-document";
import { topicPublishing } from "../iam/publishing-grants";
import { ScheduledMachine, type ScheduledMachineProps } from "./scheduled-machine";
import { type SilenceCheckDefinitionProps, silenceCheckDefinition } from "./silence-check-definition";

export interface SilenceCheckProps
  extends
    Omit<ScheduledMachineProps, "definition" | "schedule" | "statements">,
    Omit<SilenceCheckDefinitionProps, "partition"> {
  /** ARN of the trail's log group, without `:*`. */
  readonly logGroupArn: string;

  /**
   * Schedule in UTC. It must be daily, because an alarm is raised when no execution starts for a day.
   *
   * @default 06:00 every day
   */
  readonly schedule?: string;
}

/**
 * A daily query of the trail's log group for accounts and regions that became silent. The result is published to a topic.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AnalyzingLogData.html
 */
export class SilenceCheck extends Construct {
  constructor(scope: Construct, id: string, props: SilenceCheckProps) {
    super(scope, id);

    new ScheduledMachine(this, "Machine", {
      ...props,
      definition: silenceCheckDefinition(props),
      schedule: props.schedule ?? "cron(0 6 * * ? *)",
      statements: [
        allow("AskLogGroup", ["logs:StartQuery"], [props.logGroupArn, `${props.logGroupArn}:*`]),
        // IAM supports no resource for this action
        allow("ReadAnswers", ["logs:GetQueryResults"], "*"),
        ...topicPublishing(props.topicArn, props.kmsKeyArn),
      ],
    });
  }
}
