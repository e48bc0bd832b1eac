import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { TerraformStack } from "cdktf";
import type { BenchOrganization } from "./organization";

/** The rules that forward urgent events, as the product makes them, with cdktf and nothing else. */
export function bareForwarder(
  stack: TerraformStack,
  { partition, homeRegion, eventRegions, globalRegions, forwarder: name, busArn, queueArn }: BenchOrganization,
  id: string,
  eventPatterns: readonly string[],
  global: readonly AwsProvider[],
): void {
  const role = new IamRole(stack, "forwarder", {
    name,
    description: "Lets EventBridge forward urgent events of this account",
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "events.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            StringEquals: { "aws:SourceAccount": id },
            ArnLike: { "aws:SourceArn": `arn:${partition}:events:*:${id}:rule/${name}-*` },
          },
        },
      ],
    }),
  });
  new IamRolePolicy(stack, "forwards", {
    name: "forward",
    role: role.id,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Sid: "Forward", Effect: "Allow", Action: ["events:PutEvents"], Resource: busArn }],
    }),
  });
  for (const region of eventRegions) {
    const own = global[globalRegions.indexOf(region)];
    const elsewhere = own ? { provider: own } : region === homeRegion ? {} : { region };
    const queue = region === homeRegion ? { deadLetterConfig: { arn: queueArn } } : {};
    for (const [i, eventPattern] of eventPatterns.entries()) {
      const rule = new CloudwatchEventRule(stack, `rule-${region}-${i}`, {
        name: `${name}-${i + 1}`,
        description: "Forwards urgent events",
        eventPattern,
        state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
        ...elsewhere,
      });
      new CloudwatchEventTarget(stack, `target-${region}-${i}`, {
        rule: rule.name,
        targetId: "bus",
        arn: busArn,
        roleArn: role.arn,
        ...queue,
        ...elsewhere,
      });
    }
  }
}
