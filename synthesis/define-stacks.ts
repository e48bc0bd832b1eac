import type { App, TerraformStack } from "cdktf";
import { aggregatorStackName } from "../config/names/aws-config";
import type { Account } from "../config/derived/accounts";
import { terraformRoots } from "../config/derived/terraform-roots";
import type { AuditConfig } from "../config/audit-config";
import { replicationStackName, secondRegionStackName } from "../config/names/second-region";
import { securityLakeStackName, securityLakeSubscriberStackName } from "../config/names/security-lake";
import { trailAdministratorStackName } from "../config/names/trail-administrator";
import { trailAdministratorRoot } from "../config/derived/single-roots";
import { ConfigAggregatorStack } from "../stacks/config-aggregator";
import { LogArchiveStack } from "../stacks/log-archive/stack";
import { ManagementStack } from "../stacks/management/stack";
import { MemberStack } from "../stacks/member";
import { ExternalAccountStack } from "../stacks/external-account";
import { ReplicationStack } from "../stacks/second-region/replication";
import { SecondRegionStack } from "../stacks/second-region/stack";
import { SecurityLakeStack } from "../stacks/security-lake/stack";
import { SecurityLakeSubscriberStack } from "../stacks/security-lake/subscriber";
import { TrailAdministratorStack } from "../stacks/management/trail-administrator";

const stackClasses = {
  "log-archive": LogArchiveStack,
  management: ManagementStack,
  member: MemberStack,
  outside: ExternalAccountStack,
};

/** Additional stacks of an account, by name. */
const delegatedStacks: Readonly<Record<string, new (app: App, root: Account, config: AuditConfig) => TerraformStack>> =
  {
    [aggregatorStackName]: ConfigAggregatorStack,
    [trailAdministratorStackName]: TrailAdministratorStack,
    [secondRegionStackName]: SecondRegionStack,
    [replicationStackName]: ReplicationStack,
    [securityLakeSubscriberStackName]: SecurityLakeSubscriberStack,
    [securityLakeStackName]: SecurityLakeStack,
  };

/** The stacks of an organization in an app: one for each account, and additional stacks of some accounts. */
export class Stacks {
  private readonly defined = new Map<string, TerraformStack>();

  constructor(
    private readonly app: App,
    private readonly config: AuditConfig,
  ) {}

  /** The stack of a root. The first call defines it, and the stacks that are deployed before it. */
  of(root: Account): TerraformStack {
    const earlier = this.defined.get(root.stackName);
    if (earlier) return earlier;
    const stack = defineStack(this.app, root, this.config);
    this.defined.set(root.stackName, stack);
    for (const other of this.deployedBefore(root)) stack.addDependency(this.of(other));
    return stack;
  }

  private deployedBefore(root: Account): Account[] {
    const [logArchive, management, ...others] = terraformRoots(this.config);
    if (root.stackName === secondRegionStackName) return [logArchive];
    // S3 refuses to replicate to a bucket that does not exist
    if (root.stackName === replicationStackName) {
      return [logArchive, ...others.filter(({ stackName }) => stackName === secondRegionStackName)];
    }
    // Lake Formation refuses to grant tables that are not shared yet
    if (root.stackName === securityLakeStackName) {
      return [logArchive, ...others.filter(({ stackName }) => stackName === securityLakeSubscriberStackName)];
    }
    // The management account registers the accounts of these roots as delegated administrators
    if (Object.hasOwn(delegatedStacks, root.stackName)) return [logArchive, management];
    // The rules for urgent events of this account need the bus, which is in the same account
    const administrator = trailAdministratorRoot(this.config);
    if (administrator?.id === root.id) return [logArchive, administrator];
    // AWS tests the policies of the archive when a trail or a recorder is created
    return root.stackName === logArchive.stackName ? [] : [logArchive];
  }
}

/** The stack of one root. An account can have several roots. */
export function defineStack(app: App, root: Account, config: AuditConfig): TerraformStack {
  const Stack = delegatedStacks[root.stackName] ?? stackClasses[root.role];
  return new Stack(app, root, config);
}
