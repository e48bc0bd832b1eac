import { Construct } from "constructs";
import { ForgottenResource } from "../terraform/forgotten-resource";

/**
 * Leaves the trail of this project, and what it delivers with, in AWS when a configuration no longer has it. So that no
 * change of a setting stops a trail: a person deletes it.
 */
export class ForgottenTrail extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    new ForgottenResource(this, "LogGroup", "aws_cloudwatch_log_group");
    new ForgottenResource(this, "LogRole", "aws_iam_role");
    new ForgottenResource(this, "LogRolePolicy", "aws_iam_role_policy");
    const topic = new Construct(this, "DeliveryTopic");
    new ForgottenResource(topic, "Resource", "aws_sns_topic");
    new ForgottenResource(topic, "Policy", "aws_sns_topic_policy");
    new ForgottenResource(this, "Resource", "aws_cloudtrail");
  }
}
