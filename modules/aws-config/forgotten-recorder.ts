import { Construct } from "constructs";
import { ForgottenResource } from "../terraform/forgotten-resource";
import { type RegionsProps, inEachRegion } from "../terraform/regions";

/**
 * Replaces a `ConfigRecorder` that is no longer configured. The recorder stays in AWS and continues to record, so its role stays
 * too. Terraform must not delete it, because it may be an adopted recorder, which belongs to someone else. The state does not
 * contain whether the recorder was created or adopted.
 */
export class ForgottenRecorder extends Construct {
  constructor(scope: Construct, id: string, props: Pick<RegionsProps, "homeRegion" | "regions">) {
    super(scope, id);

    new ForgottenResource(this, "Role", "aws_iam_role");
    new ForgottenResource(this, "Reads", "aws_iam_role_policy_attachment");
    new ForgottenResource(this, "Delivers", "aws_iam_role_policy");
    new ForgottenResource(this, "ServiceLinkedRole", "aws_iam_service_linked_role");
    inEachRegion(this, props, (regional) => {
      new ForgottenResource(regional, "Recorder", "aws_config_configuration_recorder");
      new ForgottenResource(regional, "Channel", "aws_config_delivery_channel");
      new ForgottenResource(regional, "Status", "aws_config_configuration_recorder_status");
    });
  }
}
