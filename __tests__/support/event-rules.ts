import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { readdirSync } from "node:fs";
import { terraformRoots } from "../../config/derived/terraform-roots";
import { configOf, oneRoot } from "./organization";
import { asTerraformReads } from "./terraform-string";

/** Every example configuration. */
export const exampleConfigurations: readonly string[] = [
  "config/example.yaml",
  ...readdirSync("config/examples").map((file) => `config/examples/${file}`),
];

/** An EventBridge rule with an event pattern. */
export interface EventRule {
  readonly configuration: string;
  readonly name: string;

  /** The event pattern that EventBridge receives. */
  readonly pattern: string;
}

const withUrgentEvents = { notifications: { urgentEvents: { enabled: true } } };

/**
 * Every rule of every example configuration, with urgent events. Of several members, only the last: all have the same
 * forwarding rules, and in the examples the last member sends findings.
 */
export function eventRules(): EventRule[] {
  const rules = exampleConfigurations.flatMap((configuration) => {
    const config = configOf(configuration, withUrgentEvents);
    const members = terraformRoots(config).filter(({ role }) => role === "member");
    const management = terraformRoots(config).filter(({ role }) => role === "management");
    return [...management, ...members.slice(-1)]
      .flatMap((root) => oneRoot(root, config).all(CloudwatchEventRule))
      .flatMap(({ name, event_pattern }) =>
        event_pattern === undefined ? [] : [{ configuration, name, pattern: asTerraformReads(event_pattern) }],
      );
  });
  return [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
}
