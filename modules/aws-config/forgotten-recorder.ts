import { Construct } from "constructs";
import { ForgottenResource } from "../terraform/forgotten-resource";
import { type RegionsProps, inEachRegion } from "../terraform/regions";

/**
 * A recorder of AWS Config that this project managed, in the place of `ConfigRecorder`. It stays in AWS and goes on recording,
 * so its role stays, too. The state does not say whether it was created or adopted, and an adopted one belongs to somebody.
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
