import { mapInParallel } from "../../shared/in-parallel";
import type { AuditConfig } from "../../config/audit-config";
import { terraformRoots } from "../../config/derived/terraform-roots";
import type { Account } from "../../config/names/names";
import { References } from "../../terraform-types/synthesized/references";
import type { Stack } from "../../terraform-types/synthesized/stack";
import type { ClientSettings } from "../../shared/aws-client";
import type { AccountReader } from "../aws-reader/account-reader";
import type { Check, Finding } from "./check";
import { Connections } from "../aws-reader/connections";
import { notChecked, roleNotAssumable, stateUnreadable } from "./obstacles";
import { PlannedRoot } from "./planned-root";
import { RequestGate } from "../aws-reader/request-gate";
import { addressesInState } from "./state";

/** Maximum numbers of roots that are checked, and of requests that are sent, at the same time. */
const rootsAtOnce = 16;
const requestsAtOnce = 32;

/** Input of {@link checkRoots}. */
export interface CheckOptions {
  readonly config: AuditConfig;

  /** The synthesized roots of the configuration. */
  readonly stacks: readonly Stack[];

  /** Names of the roots to check. */
  readonly roots: readonly string[];
  readonly checks: readonly Check[];

  /** Settings of every AWS client. */
  readonly settings?: ClientSettings;

  /** Called after each root. */
  readonly report?: (done: number) => void;
}

/** The findings, and the number of requests to AWS. */
export interface CheckResult {
  readonly findings: readonly Finding[];
  readonly requests: number;
}

/**
 * Compares the resources that roots would create with the resources in their accounts. Changes nothing. An account that cannot
 * be read is reported as a finding. The checks of other accounts continue.
 */
export async function checkRoots(options: CheckOptions): Promise<CheckResult> {
  const { config, stacks, roots, settings = {}, report } = options;
  const gate = new RequestGate(requestsAtOnce);
  const connections = new Connections(config.homeRegion, gate, settings);
  const references = new References(stacks);
  const checked = terraformRoots(config).filter(({ stackName }) => roots.includes(stackName));
  let done = 0;
  const left = new Map<string, number>();
  for (const { id } of checked) left.set(id, (left.get(id) ?? 0) + 1);
  const findings = await mapInParallel(checked, rootsAtOnce, async (root) => {
    const found = await findingsOf(root, options, connections, references);
    left.set(root.id, (left.get(root.id) ?? 0) - 1);
    // Otherwise the clients of a thousand accounts would keep their memory and connections until the end
    if (left.get(root.id) === 0) await connections.close(root);
    report?.(++done);
    return found;
  });
  return { findings: findings.flat(), requests: gate.count };
}

async function findingsOf(
  account: Account,
  { config, stacks, checks }: CheckOptions,
  connections: Connections,
  references: References,
): Promise<Finding[]> {
  const stack = stacks.find(({ name }) => name === account.stackName);
  if (stack === undefined) return [];
  const finding = (check: string, message: string, region?: string): Finding => ({
    check,
    account: account.id,
    root: account.stackName,
    ...(region !== undefined && { region }),
    message,
  });

  let aws: AccountReader;
  try {
    aws = await connections.to(account);
  } catch (error) {
    return [finding(roleNotAssumable.id, `${textOf(error)}; ${roleNotAssumable.fix}`)];
  }
  let state: AccountReader;
  let deployed: Set<string>;
  try {
    state = await connections.toState(config.backend.type === "s3" ? config.backend.roleArn : undefined);
    deployed = await addressesInState(stack, state);
  } catch (error) {
    return [finding(stateUnreadable.id, `${textOf(error)}; ${stateUnreadable.fix}`)];
  }
  const root = new PlannedRoot(account, stack, config, aws, state, references, deployed);
  const found = checks.map(async ({ id, fix, reads, find }) => {
    try {
      const clashes = await find(root);
      return clashes.map(({ problem, region }) => finding(id, `${problem}; ${fix}`, region));
    } catch (error) {
      // A failed check is reported as its own finding, so that the other checks of this account continue
      return [finding(notChecked.id, `${id}: ${textOf(error)}; ${notChecked.fix}: ${reads.join(", ")}`)];
    }
  });
  return (await Promise.all(found)).flat();
}

const textOf = (error: unknown): string => (error as Error).message || (error as Error).name;
