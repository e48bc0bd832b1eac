import { CloudWatchClient, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import { EventBridgeClient, ListRulesCommand } from "@aws-sdk/client-eventbridge";
import { everyItem, unlessAbsent } from "../../aws-reader/answers";
import type { Check } from "../check";
import type { PlannedResource, PlannedRoot } from "../planned-root";

/** Maximum number of rules of an event bus. The default quota is 300 in most regions, and 100 in some. */
const usualRules = 100;

/** Names of the rules of a bus. */
async function rulesOf({ aws }: PlannedRoot, region: string, EventBusName: string): Promise<string[]> {
  const client = aws.client(EventBridgeClient, region);
  const names: string[] = [];
  let NextToken: string | undefined;
  do {
    const answer = client.send(new ListRulesCommand({ EventBusName, NextToken }));
    const page = await unlessAbsent(answer, "ResourceNotFoundException");
    names.push(...(page?.Rules ?? []).map(({ Name = "" }) => Name));
    NextToken = page?.NextToken;
  } while (NextToken !== undefined);
  return names;
}

/** Event buses to which a root adds rules, with the added and the existing rules. */
async function busesOf(root: PlannedRoot) {
  const buses = new Map<string, { bus: string; region: string; added: PlannedResource[] }>();
  for (const rule of root.created("aws_cloudwatch_event_rule")) {
    const bus = root.text(rule.attributes.event_bus_name ?? "default") ?? "default";
    const known = buses.get(`${rule.region} ${bus}`) ?? { bus, region: rule.region, added: [] };
    known.added.push(rule);
    buses.set(`${rule.region} ${bus}`, known);
  }
  return Promise.all(
    [...buses.values()].map(async ({ bus, region, added }) => ({
      bus,
      region,
      added,
      existing: await rulesOf(root, region, bus),
    })),
  );
}

/** Clashes with rules of EventBridge and with alarms. */
export const eventChecks: readonly Check[] = [
  {
    id: "event-rule-exists",
    when: "An event bus has a rule of a name that the root creates. The apply would overwrite it.",
    fix: "rename or delete the rule, or change prefix",
    reads: ["events:ListRules"],
    find: async (root) =>
      (await busesOf(root)).flatMap(({ region, added, existing }) =>
        added
          .map(({ attributes }) => String(attributes.name))
          .filter((name) => existing.includes(name))
          .map((name) => ({ problem: `event rule ${name} exists`, region })),
      ),
  },
  {
    id: "event-rule-quota",
    when: "An event bus would have more than 100 rules, which is the default quota of some regions.",
    fix: "raise the quota of EventBridge rules in Service Quotas, or delete rules; ignore this finding if the quota of the region is higher",
    reads: ["events:ListRules"],
    find: async (root) =>
      (await busesOf(root))
        .filter(({ added, existing }) => existing.length + added.length > usualRules)
        .map(({ bus, region, added, existing }) => ({
          problem: `event bus ${bus} has ${existing.length} rules, and ${added.length} are added`,
          region,
        })),
  },
  {
    id: "alarm-exists",
    when: "The region has an alarm of a name that the root creates. The apply would overwrite it.",
    fix: "rename or delete the alarm, or change prefix",
    reads: ["cloudwatch:DescribeAlarms"],
    async find(root) {
      const created = root.created("aws_cloudwatch_metric_alarm");
      const clashes = [...new Set(created.map(({ region }) => region))].map(async (region) => {
        const client = root.aws.client(CloudWatchClient, region);
        const pages = paginateDescribeAlarms({ client }, { AlarmNamePrefix: root.config.prefix });
        const existing = new Set(
          (await everyItem(pages, ({ MetricAlarms }) => MetricAlarms)).map(({ AlarmName }) => AlarmName),
        );
        return created
          .filter((alarm) => alarm.region === region && existing.has(alarm.attributes.alarm_name))
          .map(({ attributes }) => ({ problem: `alarm ${attributes.alarm_name} exists`, region }));
      });
      return (await Promise.all(clashes)).flat();
    },
  },
];
