import { Construct } from "constructs";
import { ForgottenResource } from "../terraform/forgotten-resource";

/**
 * Leaves the trail of this project, with its log group, role and topic, in AWS when the configuration no longer contains it. So no
 * change of a setting stops a trail: a person must delete it.
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
