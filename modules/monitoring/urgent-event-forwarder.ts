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

  /** Providers of regions that have one of their own; the others are reached by the argument of provider 6. */
  readonly providers: ReadonlyMap<string, TerraformProvider>;

  /** Name of the role, and beginning of the rules' names. */
  readonly name: string;

  /** What is forwarded: a rule in each region for each of these event patterns. */
  readonly eventPatterns: readonly string[];

  /** The bus that all accounts forward to. */
  readonly busArn: string;

  /** Queue of the home region that gets what could not be forwarded from there. */
  readonly undeliveredQueueArn: string;

  /**
   * What has to be in place before the first event is forwarded.
   *
   * @default nothing: the bus belongs to another account
   */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * Rules on the default bus of each region of one account, which forward urgent events to the organization's bus.
 *
 * An event is where it happened and nowhere else: an organization trail collects log files, not events.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */
export class UrgentEventForwarder extends Construct {
  constructor(scope: Construct, id: string, props: UrgentEventForwarderProps) {
    super(scope, id);

    const { partition, accountId, homeRegion, name, busArn, dependsOn = [] } = props;
    const role = new IamRole(this, "Role", {
      name,
      description: "Lets EventBridge forward urgent events of this account to the organization's bus",
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
      // A dead-letter queue has to be in the region of its rule
      const undelivered = region === homeRegion ? { deadLetterConfig: { arn: props.undeliveredQueueArn } } : {};

      for (const [i, eventPattern] of props.eventPatterns.entries()) {
        const rule = new CloudwatchEventRule(regional, `Rule${i + 1}`, {
          name: `${name}-${i + 1}`,
          description: "Forwards urgent events to the organization's bus",
          eventPattern: literal(eventPattern),
          // Some of them are calls that only read, which EventBridge keeps from other rules
          state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
          ...regionArguments,
        });
        new CloudwatchEventTarget(regional, `Target${i + 1}`, {
          rule: rule.name,
          targetId: "bus",
          arn: busArn,
          roleArn: role.arn,
          ...undelivered,
          ...regionArguments,
          dependsOn: [forwards, ...dependsOn],
        });
      }
    });
  }
}
