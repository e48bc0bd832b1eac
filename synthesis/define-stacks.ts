import type { App, TerraformStack } from "cdktf";
import { aggregatorStackName } from "../config/names/aws-config";
import type { Account } from "../config/names/names";
import { terraformRoots } from "../config/derived/terraform-roots";
import type { AuditConfig } from "../config/audit-config";
import { ConfigAggregatorStack } from "../stacks/config-aggregator";
import { LogArchiveStack } from "../stacks/log-archive/stack";
import { ManagementStack } from "../stacks/management/stack";
import { MemberStack } from "../stacks/member";
import { ExternalAccountStack } from "../stacks/external-account";

const stackClasses = {
  "log-archive": LogArchiveStack,
  management: ManagementStack,
  member: MemberStack,
  outside: ExternalAccountStack,
};

/**
 * All stacks in the order of their deployment: one stack per account, and one more for the aggregator of AWS Config, if it
 * is enabled. Each stack is defined only when the iterator reaches it.
 *
 * @param wanted names of the stacks to define; stacks that they depend on are defined too
 * @default every stack
 */
export function* defineStacks(
  app: App,
  config: AuditConfig,
  wanted: (stackName: string) => boolean = () => true,
): Generator<TerraformStack> {
  const [first, second, ...others] = terraformRoots(config);
  const logArchive = defineStack(app, first, config);
  const management = defineStack(app, second, config);
  // AWS tests the policies of the archive when a trail or a recorder is created
  management.addDependency(logArchive);
  yield* [logArchive, management].filter(({ node }) => wanted(node.id));

  for (const root of others.filter(({ stackName }) => wanted(stackName))) {
    const stack = defineStack(app, root, config);
    stack.addDependency(logArchive);
    // The management account registers the aggregator's account as delegated administrator
    if (stack instanceof ConfigAggregatorStack) stack.addDependency(management);
    yield stack;
  }
}

/** The stack of one root. An account can have two: its own and the aggregator's, which has the same role. */
export function defineStack(app: App, root: Account, config: AuditConfig): TerraformStack {
  const Stack = root.stackName === aggregatorStackName ? ConfigAggregatorStack : stackClasses[root.role];
  return new Stack(app, root, config);
}
