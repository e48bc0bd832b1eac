import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { allow, policyJson, serviceTrustJson } from "../iam/policy-document";
import { inEachRegion } from "../terraform/regions";
import { literal } from "../terraform/terraform-template";

export interface UrgentEventForwarderProps {
  readonly partition: string;

  /** Account whose events are forwarded. */
  readonly accountId: string;

  /** Region of the provider, and of the bus. */
  readonly homeRegion: string;

  /** Regions whose events are forwarded. */
  readonly regions: readonly string[];

  /** Providers of regions that have their own provider. Other regions use the `region` argument of provider 6. */
  readonly providers: ReadonlyMap<string, TerraformProvider>;

  /** Name of the role, and prefix of the names of the rules. */
  readonly name: string;

  /** Event patterns to forward. Each region has a rule for each of them. */
  readonly eventPatterns: readonly string[];

  /** The bus to which all accounts forward. */
  readonly busArn: string;

  /** Dead-letter queue of the home region, for events that the rules of that region could not forward. */
  readonly deadLetterQueueArn: string;

  /**
   * Resources that must exist before the first event is forwarded.
   *
   * @default none: the bus belongs to another account
   */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * Rules on the default bus of each region of one account, which forward urgent events to the organization's bus.
 *
 * AWS sends an event only to EventBridge in the account and region where the event happened. An organization trail collects log
 * files, but does not forward events.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */
export class UrgentEventForwarder extends Construct {
  constructor(scope: Construct, id: string, props: UrgentEventForwarderProps) {
    super(scope, id);

    const { partition, accountId, homeRegion, name, busArn, dependsOn = [] } = props;
    const role = new IamRole(this, "Role", {
      name,
      description: "Allows EventBridge to forward urgent events of this account to the organization's bus",
      assumeRolePolicy: serviceTrustJson("events.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": accountId },
        ArnLike: { "aws:SourceArn": `arn:${partition}:events:*:${accountId}:rule/${name}-*` },
      }),
    });
    const forwards = new IamRolePolicy(this, "Forwards", {
      name: "forward-to-bus",
      role: role.id,
      policy: policyJson("role policy", [allow("Forward", ["events:PutEvents"], busArn)]),
    });

    inEachRegion(this, props, (regional, regionArguments, region) => {
      // A dead-letter queue must be in the region of its rule
      const deadLetterArguments = region === homeRegion ? { deadLetterConfig: { arn: props.deadLetterQueueArn } } : {};

      for (const [i, eventPattern] of props.eventPatterns.entries()) {
        const rule = new CloudwatchEventRule(regional, `Rule${i + 1}`, {
          name: `${name}-${i + 1}`,
          description: "Forwards urgent events to the organization's bus",
          eventPattern: literal(eventPattern),
          // Some urgent events are read-only API calls. With "ENABLED", EventBridge does not send such calls to a rule
          state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
          ...regionArguments,
        });
        new CloudwatchEventTarget(regional, `Target${i + 1}`, {
          rule: rule.name,
          targetId: "bus",
          arn: busArn,
          roleArn: role.arn,
          ...deadLetterArguments,
          ...regionArguments,
          dependsOn: [forwards, ...dependsOn],
        });
      }
    });
  }
}
