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
 * The whole deployment, in the order it is deployed: one stack per account, and one more for the aggregator of AWS
 * Config where there is one. Each is defined when it is asked for.
 *
 * @param wanted names of the stacks that are asked for; those they depend on are defined too
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
  // The first delivery of a trail or a recorder is a test of the archive's policies
  management.addDependency(logArchive);
  yield* [logArchive, management].filter(({ node }) => wanted(node.id));

  for (const root of others.filter(({ stackName }) => wanted(stackName))) {
    const stack = defineStack(app, root, config);
    stack.addDependency(logArchive);
    // The account of the aggregator is registered as delegated administrator by the management account
    if (stack instanceof ConfigAggregatorStack) stack.addDependency(management);
    yield stack;
  }
}

/** The stack of one root. The aggregator's stands beside the one of its account, which has the same role. */
export function defineStack(app: App, root: Account, config: AuditConfig): TerraformStack {
  const Stack = root.stackName === aggregatorStackName ? ConfigAggregatorStack : stackClasses[root.role];
  return new Stack(app, root, config);
}
