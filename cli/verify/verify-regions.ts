import { mapInParallel } from "../../shared/in-parallel";
import type { AuditConfig } from "../../config/audit-config";
import { terraformRoots } from "../../config/derived/terraform-roots";
import type { Account } from "../../config/names/names";
import type { ClientSettings } from "../../shared/aws-client";
import type { AccountReader } from "../aws-reader/account-reader";
import { Connections } from "../aws-reader/connections";
import { RequestGate } from "../aws-reader/request-gate";
import { References } from "../../terraform-types/synthesized/references";
import type { Stack } from "../../terraform-types/synthesized/stack";
import { DeployedRegion, type DeployedResource, regionsOf } from "./deployed-region";
import type { Finding, Guarantee } from "./guarantee";
import { KeyIds } from "./key-ids";
import { type Obstacle, keyUnknown, notVerified, roleNotAssumable } from "./obstacles";

/** Maximum numbers of roots that are verified, and of requests that are sent, at the same time. */
const rootsAtOnce = 24;
const requestsAtOnce = 64;

/** A region of a root, with its findings. */
export interface VerifiedRegion {
  readonly root: string;
  readonly region: string;
  readonly resources: number;
  readonly findings: readonly Finding[];
}

/** Input of {@link verifyRegions}. */
export interface VerifyOptions {
  readonly config: AuditConfig;

  /** The synthesized roots of the configuration. */
  readonly stacks: readonly Stack[];

  /** Names of the roots to verify. */
  readonly roots: readonly string[];

  /**
   * Regions to verify.
   *
   * @default all regions
   */
  readonly regions?: readonly string[];
  readonly guarantees: readonly Guarantee[];

  /** Settings of every AWS client. */
  readonly settings?: ClientSettings;

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
  const gate = new RequestGate(requestsAtOnce);
  const verification = new Verification(options, gate);
  const roots = terraformRoots(options.config).filter(({ stackName }) => options.roots.includes(stackName));
  const verified = await mapInParallel(roots, rootsAtOnce, async (root) => {
    const regions: VerifiedRegion[] = [];
    for await (const region of verification.of(root)) {
      regions.push(region);
      options.report?.(region);
    }
    return regions;
  });
  return { verified: verified.flat(), requests: gate.count };
}

/** A verification of several roots. */
class Verification {
  readonly #connections: Connections;
  readonly #references: References;
  readonly #keys: KeyIds;
  readonly #now: Date;

  constructor(
    private readonly options: VerifyOptions,
    gate: RequestGate,
  ) {
    const { config, stacks, settings = {}, now = new Date() } = options;
    const accounts = terraformRoots(config);
    this.#connections = new Connections(config.homeRegion, gate, settings);
    this.#references = new References(stacks);
    this.#keys = new KeyIds(this.#references, ({ name }) => {
      const owner = accounts.find(({ stackName }) => stackName === name);
      return this.#connections.to(owner ?? accounts[0]);
    });
    this.#now = now;
  }

  /** Verifies a root, region by region. */
  async *of(account: Account): AsyncGenerator<VerifiedRegion> {
    const { stacks, regions: wanted, isDone } = this.options;
    const stack = stacks.find(({ name }) => name === account.stackName);
    if (stack === undefined) return;
    const regions = regionsOf(stack)
      .filter((region) => wanted?.includes(region) ?? true)
      .filter((region) => isDone?.(stack.name, region) !== true);
    if (regions.length === 0) return;

    let aws: AccountReader;
    try {
      aws = await this.#connections.to(account);
    } catch (error) {
      for (const region of regions) {
        yield {
          root: stack.name,
          region,
          resources: 0,
          findings: [unverified(account, region, roleNotAssumable, error)],
        };
      }
      return;
    }
    const { arns, problems } = await this.#keys.of(stack);
    const resolve = (of: Stack, text: string) => withKeys(this.#references.text(of, text), arns);
    for (const region of regions) {
      const deployed = new DeployedRegion(
        account,
        stack,
        region,
        this.options.config,
        aws,
        () => this.#connections.to(terraformRoots(this.options.config)[0]),
        this.#now,
        resolve,
      );
      const unknownKeys = problems.map((problem) => unverified(account, region, keyUnknown, new Error(problem)));
      const findings = await this.#findingsIn(deployed);
      yield {
        root: stack.name,
        region,
        resources: deployed.resources.length,
        findings: [...(region === stack.region ? unknownKeys : []), ...findings],
      };
    }
    this.#connections.forget(account);
  }

  async #findingsIn(deployed: DeployedRegion): Promise<Finding[]> {
    const found = this.options.guarantees.flatMap((guarantee) =>
      deployed.resources
        .filter(({ type }) => guarantee.types.includes(type))
        .map((resource) => findingsOf(guarantee, resource, deployed)),
    );
    return withoutRepeats((await Promise.all(found)).flat());
  }
}

async function findingsOf(
  guarantee: Guarantee,
  { attributes, address }: DeployedResource,
  deployed: DeployedRegion,
): Promise<Finding[]> {
  const { account, region } = deployed;
  try {
    const facts = await guarantee.find(attributes, deployed, address);
    return facts.map((fact) => finding(account, region, guarantee, fact, false));
  } catch (error) {
    // An error is reported as its own finding, so that the other guarantees of this account are still verified
    const fix = `${notVerified.fix}: ${guarantee.reads.join(", ")}`;
    return [unverified(account, region, { ...notVerified, fix }, error, `${guarantee.id}: `)];
  }
}

/** Removes equal findings: many resources can need the same denied request. */
function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const keys = findings.map(({ guarantee, fact }) => `${guarantee} ${fact}`);
  return findings.filter((_, index) => keys.indexOf(keys[index] ?? "") === index);
}

const unverified = (account: Account, region: string, obstacle: Obstacle, error: unknown, prefix = ""): Finding =>
  finding(account, region, obstacle, `${prefix}${(error as Error).message || (error as Error).name}`, true);

function finding(
  { id: account, stackName: root }: Account,
  region: string,
  { id: guarantee, promise, fix }: Obstacle,
  fact: string,
  isUnverified: boolean,
): Finding {
  return { guarantee, promise, account, root, region, fact, fix, isUnverified };
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
