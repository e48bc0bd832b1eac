import type { AuditConfig } from "../../config/audit-config";
import { terraformRoots } from "../../config/derived/terraform-roots";
import type { Account } from "../../config/derived/accounts";
import type { ClientSettings } from "../../shared/aws-client";
import { mapInParallel } from "../../shared/in-parallel";
import { References } from "../../terraform-types/synthesized/references";
import type { Stack } from "../../terraform-types/synthesized/stack";
import { Connections } from "../aws-reader/connections";
import { RequestGate } from "../aws-reader/request-gate";

/** Input of every audit. */
export interface AuditOptions {
  readonly config: AuditConfig;

  /** The synthesized roots of the configuration. */
  readonly stacks: readonly Stack[];

  /** Names of the roots to read. */
  readonly roots: readonly string[];

  /** Settings of every AWS client. */
  readonly settings?: ClientSettings;
}

/** Maximum numbers of roots that are read, and of requests that are sent, at the same time. */
export interface AuditLimits {
  readonly roots: number;
  readonly requests: number;
}

/** Reads the accounts of synthesized roots, each with its role. Changes nothing. */
export class AccountAudit {
  /** Every root of the configuration, in the order of deployment. */
  readonly roots: ReturnType<typeof terraformRoots>;
  readonly connections: Connections;
  readonly references: References;
  readonly #gate: RequestGate;

  constructor(
    private readonly options: AuditOptions,
    private readonly limits: AuditLimits,
  ) {
    const { config, stacks, settings = {} } = options;
    this.#gate = new RequestGate(limits.requests);
    this.connections = new Connections(config.homeRegion, this.#gate, settings);
    this.references = new References(stacks);
    this.roots = terraformRoots(config);
  }

  /** Number of requests to AWS so far. */
  get requests(): number {
    return this.#gate.count;
  }

  /**
   * Reads the chosen roots, with a limited number of roots at the same time.
   *
   * @param release called after the last root of an account. Otherwise the clients of a thousand accounts would keep their memory
   * and connections until the end
   * @returns the results in the order of the roots
   */
  async eachRoot<R>(
    read: (account: Account, stack: Stack) => Promise<readonly R[]>,
    release: (account: Account) => Promise<void> | void,
  ): Promise<R[]> {
    const { roots, stacks } = this.options;
    const chosen = this.roots.filter(({ stackName }) => roots.includes(stackName));
    const left = new Map<string, number>();
    for (const { id } of chosen) left.set(id, (left.get(id) ?? 0) + 1);
    const results = await mapInParallel(chosen, this.limits.roots, async (account) => {
      const stack = stacks.find(({ name }) => name === account.stackName);
      const result = stack === undefined ? [] : await read(account, stack);
      left.set(account.id, (left.get(account.id) ?? 0) - 1);
      if (left.get(account.id) === 0) await release(account);
      return result;
    });
    return results.flat();
  }
}
