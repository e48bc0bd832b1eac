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

/** The stacks of an organization in an app: one per account, and one more for the aggregator of AWS Config, if it is enabled. */
export class Stacks {
  private readonly defined = new Map<string, TerraformStack>();

  constructor(
    private readonly app: App,
    private readonly config: AuditConfig,
  ) {}

  /** The stack of a root. It is defined when it is needed first, and so are the stacks that are deployed before it. */
  of(root: Account): TerraformStack {
    const earlier = this.defined.get(root.stackName);
    if (earlier) return earlier;
    const stack = defineStack(this.app, root, this.config);
    this.defined.set(root.stackName, stack);
    for (const other of this.deployedBefore(root)) stack.addDependency(this.of(other));
    return stack;
  }

  private deployedBefore(root: Account): Account[] {
    const [logArchive, management] = terraformRoots(this.config);
    // The management account registers the aggregator's account as delegated administrator
    if (root.stackName === aggregatorStackName) return [logArchive, management];
    // AWS tests the policies of the archive when a trail or a recorder is created
    return root.stackName === logArchive.stackName ? [] : [logArchive];
  }
}

/** The stack of one root. An account can have two: its own and the aggregator's, which has the same role. */
export function defineStack(app: App, root: Account, config: AuditConfig): TerraformStack {
  const Stack = root.stackName === aggregatorStackName ? ConfigAggregatorStack : stackClasses[root.role];
  return new Stack(app, root, config);
}
