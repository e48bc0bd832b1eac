import {
  CloudWatchLogsClient,
  DescribeAccountPoliciesCommand,
  DescribeResourcePoliciesCommand,
  paginateDescribeLogGroups,
  paginateDescribeMetricFilters,
  paginateDescribeSubscriptionFilters,
} from "@aws-sdk/client-cloudwatch-logs";
import { everyItem, unlessAbsent } from "../../aws-reader/answers";
import type { Check, Clash } from "../check";
import type { PlannedResource, PlannedRoot } from "../planned-root";

/** Limits of CloudWatch Logs. AWS does not raise them. */
const mostMetricFilters = 100;
const mostSubscriptions = 2;
const mostResourcePolicies = 10;

const clientOf = ({ aws }: PlannedRoot, region: string) => aws.client(CloudWatchLogsClient, region);

async function exists(root: PlannedRoot, region: string, name: string): Promise<boolean> {
  const pages = paginateDescribeLogGroups({ client: clientOf(root, region) }, { logGroupNamePrefix: name });
  return (await everyItem(pages, ({ logGroups }) => logGroups)).some(({ logGroupName }) => logGroupName === name);
}

/** The log groups that resources of a root belong to: name, region, and these resources. */
function groupsOf(root: PlannedRoot, resources: readonly PlannedResource[]) {
  const groups = new Map<string, { name: string; region: string; added: PlannedResource[] }>();
  for (const resource of resources) {
    const name = root.text(resource.attributes.log_group_name);
    if (name === undefined) continue;
    const { region } = resource;
    const group = groups.get(`${region} ${name}`) ?? { name, region, added: [] };
    group.added.push(resource);
    groups.set(`${region} ${name}`, group);
  }
  return [...groups.values()];
}

const isCreated = (root: PlannedRoot, region: string, name: string): boolean =>
  root
    .created("aws_cloudwatch_log_group")
    .some((group) => group.region === region && root.text(group.attributes.name) === name);

async function flat(clashes: readonly Promise<readonly Clash[]>[]): Promise<Clash[]> {
  return (await Promise.all(clashes)).flat();
}

/** Clashes with log groups, and with their metric filters, subscriptions and policies. */
export const logGroupChecks: readonly Check[] = [
  {
    id: "log-group-exists",
    when: "The account has a log group of a name that the root creates.",
    fix: "import the log group with terraform import, delete it if its logs are not needed, or change prefix",
    reads: ["logs:DescribeLogGroups"],
    find: (root) =>
      flat(
        root.created("aws_cloudwatch_log_group").map(async ({ attributes, region }) => {
          const name = root.text(attributes.name);
          const isTaken = name !== undefined && (await exists(root, region, name));
          return isTaken ? [{ problem: `log group ${name} exists`, region }] : [];
        }),
      ),
  },
  {
    id: "log-group-missing",
    when: "A log group that the root subscribes, imports or watches with metric filters does not exist.",
    fix: "correct its name in logSources.applicationLogs, existing.logGroupName or controlTower.logGroupName, or create the log group",
    reads: ["logs:DescribeLogGroups"],
    async find(root) {
      const adopted = root.adopted("aws_cloudwatch_log_group").map(({ attributes, region }) => ({
        region,
        name: root.text(attributes.name) ?? "",
      }));
      const filters = ["aws_cloudwatch_log_subscription_filter", "aws_cloudwatch_log_metric_filter"] as const;
      const filtered = groupsOf(
        root,
        filters.flatMap((type) => root.created(type)),
      );
      const needed = [...adopted, ...filtered.filter(({ name, region }) => !isCreated(root, region, name))];
      const unique = new Map(needed.map((group) => [`${group.region} ${group.name}`, group]));
      return flat(
        [...unique.values()].map(async ({ name, region }) =>
          (await exists(root, region, name)) ? [] : [{ problem: `log group ${name} does not exist`, region }],
        ),
      );
    },
  },
  {
    id: "metric-filter-limit",
    when: "A log group would have more than 100 metric filters.",
    fix: "delete metric filters of the log group, or disable detections",
    reads: ["logs:DescribeMetricFilters"],
    find: (root) =>
      flat(
        groupsOf(root, root.created("aws_cloudwatch_log_metric_filter"))
          .filter(({ name, region }) => !isCreated(root, region, name))
          .map(async ({ name: logGroupName, region, added }) => {
            const pages = paginateDescribeMetricFilters({ client: clientOf(root, region) }, { logGroupName });
            const listed = everyItem(pages, ({ metricFilters }) => metricFilters);
            const names = new Set(added.map(({ attributes }) => attributes.name));
            const existing = (await unlessAbsent(listed, "ResourceNotFoundException")) ?? [];
            const others = existing.filter(({ filterName }) => !names.has(filterName)).length;
            if (others + added.length <= mostMetricFilters) return [];
            const counts = `${others} metric filters, ${added.length} are added, and the limit is ${mostMetricFilters}`;
            return [{ problem: `log group ${logGroupName} has ${counts}`, region }];
          }),
      ),
  },
  {
    id: "subscription-limit",
    when: "A log group that the root subscribes has two subscriptions, which is the limit of AWS.",
    fix: "delete a subscription of the log group, or remove the log group from logSources.applicationLogs",
    reads: ["logs:DescribeSubscriptionFilters"],
    find: (root) =>
      flat(
        groupsOf(root, root.created("aws_cloudwatch_log_subscription_filter"))
          .filter(({ name, region }) => !isCreated(root, region, name))
          .map(async ({ name: logGroupName, region, added }) => {
            const pages = paginateDescribeSubscriptionFilters({ client: clientOf(root, region) }, { logGroupName });
            const listed = everyItem(pages, ({ subscriptionFilters }) => subscriptionFilters);
            const names = new Set(added.map(({ attributes }) => attributes.name));
            const existing = (await unlessAbsent(listed, "ResourceNotFoundException")) ?? [];
            const others = existing.filter(({ filterName }) => !names.has(filterName)).length;
            if (others + added.length <= mostSubscriptions) return [];
            return [
              { problem: `log group ${logGroupName} has ${others} of ${mostSubscriptions} subscriptions`, region },
            ];
          }),
      ),
  },
  {
    id: "account-subscription-exists",
    when: "The account has an account-level subscription of log groups. AWS allows one in each region.",
    fix: "delete the account policy, or list log groups in logSources.applicationLogs instead of a prefix",
    reads: ["logs:DescribeAccountPolicies"],
    find: (root) =>
      flat(
        root.created("aws_cloudwatch_log_account_policy").map(async ({ attributes, region }) => {
          const { accountPolicies = [] } = await clientOf(root, region).send(
            new DescribeAccountPoliciesCommand({ policyType: attributes.policy_type }),
          );
          return accountPolicies.map(({ policyName }) => ({ problem: `account policy ${policyName} exists`, region }));
        }),
      ),
  },
  {
    id: "log-resource-policy-limit",
    when: "The region would have more than ten resource policies of CloudWatch Logs, which is the limit of AWS.",
    fix: "delete a resource policy of CloudWatch Logs",
    reads: ["logs:DescribeResourcePolicies"],
    find: (root) => {
      const created = root.created("aws_cloudwatch_log_resource_policy");
      return flat(
        [...new Set(created.map(({ region }) => region))].map(async (region) => {
          const added = created.filter((policy) => policy.region === region).length;
          // A page contains up to 50 policies, and no region has more
          const command = new DescribeResourcePoliciesCommand({ limit: 50 });
          const { resourcePolicies: { length: existing } = [] } = await clientOf(root, region).send(command);
          if (existing + added <= mostResourcePolicies) return [];
          return [
            { problem: `${existing} of ${mostResourcePolicies} resource policies of CloudWatch Logs exist`, region },
          ];
        }),
      );
    },
  },
];
