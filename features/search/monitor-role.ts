import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { policyJson, serviceTrustJson } from "../../modules/iam/policy-document";
import { otherTopicPublishing } from "../../modules/iam/publishing-grants";

export interface MonitorRoleProps {
  readonly partition: string;
  readonly roleName: string;

  /** Topics that monitors publish to. They may belong to another account, whose policies must allow this role. */
  readonly topicArns: readonly string[];
}

/**
 * The role with which a domain publishes the results of its monitors. A caller that creates a monitor with this role needs the
 * permission `iam:PassRole`, which works only within one account.
 *
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/alerting.html
 */
export class MonitorRole extends Construct {
  constructor(scope: Construct, id: string, props: MonitorRoleProps) {
    super(scope, id);

    const role = new IamRole(this, "Resource", {
      name: props.roleName,
      description: "Publishes the results of the monitors of the search",
      // AWS documents no condition key for OpenSearch Service here
      assumeRolePolicy: serviceTrustJson("es.amazonaws.com"),
    });
    new IamRolePolicy(this, "Policy", {
      name: "publish",
      role: role.id,
      policy: policyJson("role policy", otherTopicPublishing(props.partition, props.topicArns)),
    });
  }
}
