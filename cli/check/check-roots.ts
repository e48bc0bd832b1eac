import type { Account } from "../../config/derived/accounts";
import type { Stack } from "../../terraform-types/synthesized/stack";
import { AccountAudit, type AuditOptions } from "../account-audit/account-audit";
import type { Found } from "../account-audit/audit-row";
import { obstacleOf } from "../account-audit/obstacles";
import { runRows } from "../account-audit/run-rows";
import type { AccountReader } from "../aws-reader/account-reader";
import type { Check, Finding } from "./check";
import { type Obstacle, notChecked, roleNotAssumable, stateUnreadable } from "./obstacles";
import { PlannedRoot } from "./planned-root";
import { addressesInState } from "./state";

/** Input of {@link checkRoots}. */
export interface CheckOptions extends AuditOptions {
  readonly checks: readonly Check[];

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
  const audit = new AccountAudit(options, { roots: 16, requests: 32 });
  let done = 0;
  const findings = await audit.eachRoot(
    async (account, stack) => {
      const found = await clashesOf(account, stack, options, audit);
      options.report?.(++done);
      return found.map((one) => findingOf(account, one));
    },
    (account) => audit.connections.close(account),
  );
  return { findings, requests: audit.requests };
}

async function clashesOf(
  account: Account,
  stack: Stack,
  { config, checks }: CheckOptions,
  { connections, references }: AccountAudit,
): Promise<Found<Obstacle>[]> {
  let aws: AccountReader;
  try {
    aws = await connections.to(account);
  } catch (error) {
    return [obstacleOf(roleNotAssumable, error)];
  }
  let state: AccountReader;
  let deployed: Set<string>;
  try {
    state = await connections.toState(config.backend.type === "s3" ? config.backend.roleArn : undefined);
    deployed = await addressesInState(stack, state);
  } catch (error) {
    return [obstacleOf(stateUnreadable, error)];
  }
  const root = new PlannedRoot(account, stack, config, aws, state, references, deployed);
  const readings = checks.map((row) => ({
    row,
    read: async () => (await row.find(root)).map(({ problem: text, region }) => ({ text, region })),
  }));
  return runRows(readings, notChecked);
}

function findingOf({ id: account, stackName: root }: Account, { row, text, region }: Found<Obstacle>): Finding {
  const place = { check: row.id, account, root, ...(region !== undefined && { region }) };
  return { ...place, message: `${text}; ${row.fix}` };
}
