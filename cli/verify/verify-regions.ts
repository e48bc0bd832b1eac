import type { Account } from "../../config/derived/accounts";
import type { Stack } from "../../terraform-types/synthesized/stack";
import { AccountAudit, type AuditOptions } from "../account-audit/account-audit";
import type { Found } from "../account-audit/audit-row";
import { obstacleOf } from "../account-audit/obstacles";
import { type RowReading, runRows } from "../account-audit/run-rows";
import type { AccountReader } from "../aws-reader/account-reader";
import { DeployedRegion, regionsOf } from "./deployed-region";
import type { Finding, Guarantee } from "./guarantee";
import { KeyIds } from "./key-ids";
import { type Obstacle, keyUnknown, notVerified, roleNotAssumable } from "./obstacles";

/** A region of a root, with its findings. */
export interface VerifiedRegion {
  readonly root: string;
  readonly region: string;
  readonly resources: number;
  readonly findings: readonly Finding[];
}

/** Input of {@link verifyRegions}. */
export interface VerifyOptions extends AuditOptions {
  /**
   * Regions to verify.
   *
   * @default all regions
   */
  readonly regions?: readonly string[];
  readonly guarantees: readonly Guarantee[];

  /** Whether an earlier run verified the region of a root. */
  readonly isDone?: (root: string, region: string) => boolean;

  /** Called after each region of a root. */
  readonly report?: (verified: VerifiedRegion) => void;

  /** Current time. @default the time of this machine */
  readonly now?: Date;
}

/** The findings, and the number of requests to AWS. */
export interface VerifyResult {
  readonly verified: readonly VerifiedRegion[];
  readonly requests: number;
}

/**
 * Compares the deployed resources with the synthesized roots, and reads from AWS whether they work. Changes nothing. A guarantee that
 * cannot be verified is a finding, and the verification continues.
 */
export async function verifyRegions(options: VerifyOptions): Promise<VerifyResult> {
  const audit = new AccountAudit(options, { roots: 24, requests: 64 });
  const verification = new Verification(options, audit);
  const verified = await audit.eachRoot(
    async (account, stack) => {
      const regions: VerifiedRegion[] = [];
      for await (const region of verification.of(account, stack)) {
        regions.push(region);
        options.report?.(region);
      }
      return regions;
    },
    // Its clients stay open, because the roots of other accounts can still read from it
    (account) => audit.connections.forget(account),
  );
  return { verified, requests: audit.requests };
}

/** A verification of several roots. */
class Verification {
  readonly #keys: KeyIds;
  readonly #now: Date;

  constructor(
    private readonly options: VerifyOptions,
    private readonly audit: AccountAudit,
  ) {
    const { connections, references, roots } = audit;
    this.#keys = new KeyIds(references, ({ name }) => {
      const owner = roots.find(({ stackName }) => stackName === name);
      return connections.to(owner ?? this.#archiveAccount);
    });
    this.#now = options.now ?? new Date();
  }

  /** Verifies a root, region by region. */
  async *of(account: Account, stack: Stack): AsyncGenerator<VerifiedRegion> {
    const { regions: wanted, isDone, config } = this.options;
    const { connections, references } = this.audit;
    const regions = regionsOf(stack)
      .filter((region) => wanted?.includes(region) ?? true)
      .filter((region) => isDone?.(stack.name, region) !== true);
    if (regions.length === 0) return;

    let aws: AccountReader;
    try {
      aws = await connections.to(account);
    } catch (error) {
      for (const region of regions) yield verifiedRegion(account, region, 0, [obstacleOf(roleNotAssumable, error)]);
      return;
    }
    const { arns, problems } = await this.#keys.of(stack);
    const unknownKeys = problems.map((problem) => obstacleOf(keyUnknown, new Error(problem)));
    const resolve = (of: Stack, text: string) => withKeys(references.text(of, text), arns);
    const archive = () => connections.to(this.#archiveAccount);
    for (const region of regions) {
      const deployed = new DeployedRegion(account, stack, region, config, aws, archive, this.#now, resolve);
      const broken = await runRows(this.#readingsIn(deployed), notVerified);
      const found = [...(region === stack.region ? unknownKeys : []), ...withoutRepeats(broken)];
      yield verifiedRegion(account, region, deployed.resources.length, found);
    }
  }

  /** The log-archive account, whose root is first. */
  get #archiveAccount(): Account {
    return this.audit.roots[0];
  }

  #readingsIn(deployed: DeployedRegion): RowReading<Guarantee>[] {
    return this.options.guarantees.flatMap((row) =>
      deployed.resources
        .filter(({ type }) => row.types.some((verified) => verified === type))
        .map(({ attributes, address }) => ({
          row,
          read: async () => (await row.find(attributes, deployed, address)).map((text) => ({ text })),
        })),
    );
  }
}

/** Removes equal findings: many resources can need the same denied request. */
function withoutRepeats(found: readonly Found<Obstacle>[]): Found<Obstacle>[] {
  const keys = found.map(({ row, text }) => `${row.id} ${text}`);
  return found.filter((_, index) => keys.indexOf(keys[index] ?? "") === index);
}

function verifiedRegion(
  { id: account, stackName: root }: Account,
  region: string,
  resources: number,
  found: readonly Found<Obstacle>[],
): VerifiedRegion {
  const findings = found.map(({ row: { id: guarantee, promise, fix }, text: fact, isObstacle: isUnverified }) => ({
    guarantee,
    promise,
    account,
    root,
    region,
    fact,
    fix,
    isUnverified,
  }));
  return { root, region, resources, findings };
}

/**
 * Replaces the ARNs of known keys with their ARNs in AWS. The ARN of any other key becomes a placeholder that matches every
 * string.
 */
function withKeys(text: string, arns: ReadonlyMap<string, string>): string {
  return text.replaceAll(/arn:[\w-]+:kms:[\w-]+:\d+:key\/[\w-]+/g, (arn) => {
    const found = arns.get(arn);
    if (found !== undefined) return found;
    return /\/(mrk-[0-9a-f]{32}|[0-9a-f-]{36})$/.test(arn) ? arn : "<key>";
  });
}
