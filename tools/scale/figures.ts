import { eventRegions } from "../../config/derived/regions";
import { prices } from "../../config/schema/prices";
import { savedQueries } from "../../queries/saved-queries";
import { estimate } from "../cost/estimate";
import { daysOfMonth } from "../cost/usage";
import { catalogWith, planOver31Days } from "../docs/partition-reference";
import { partitionLimit } from "../query/query-plan";
import { type Sized, sizesOf, synthesized } from "./sizes";

/** Accounts of the organizations of the page. The last is the most that a configuration accepts. */
export const sizes = [10, 100, 1_000, 10_000] as const;

/** Volumes of an account in a month that the page assumes, beside those that `trailkeeper cost` assumes. */
export const assumed = { configItems: 1_500, queriedTerabytesOfTrail: 10 } as const;

/** What an organization of one size has, computed without a clock. */
export interface Figures {
  readonly accounts: number;
  readonly sizes: readonly Sized[];
  readonly bytes: { readonly logArchive: number; readonly management: number; readonly member: number };

  /** Roots, each with one state. */
  readonly roots: number;

  /** Objects that CloudTrail writes on a day. */
  readonly objects: number;

  /** Partitions of the table `cloudtrail` over 31 days, in the regions of the organization. */
  readonly partitions: number;

  /** Statements into which `trailkeeper query` splits the saved query with the most partitions, in every region of AWS. */
  readonly statements: number;

  /** US dollars for the twelfth month. */
  readonly cost: number;

  /** Terabytes of JSON that queries must read in a month for the lakehouse to pay. */
  readonly lakehouseFrom: number;
}

/** Computes the figures of an organization. */
export function figuresOf(accounts: number): Figures {
  const organization = synthesized(accounts);
  const { config, once, member } = organization;
  const stacks = [...once, ...Array.from({ length: accounts }, () => member)];
  const trail = { managementEvents: 200_000 * accounts, eventBytes: 1_500, compression: 10 };
  const terabytes = (trail.managementEvents * trail.eventBytes) / trail.compression / 1e12;
  const { total, usage, lakehouse } = estimate(
    config,
    stacks,
    {
      configItems: assumed.configItems * accounts,
      queriedTerabytes: assumed.queriedTerabytesOfTrail * terabytes,
    },
    prices,
  );
  return {
    accounts,
    sizes: sizesOf(organization),
    bytes: organization.bytes,
    roots: accounts + once.length,
    objects: Math.round(usage.trailFiles / daysOfMonth),
    partitions: (accounts + 2) * eventRegions(config).length * 31,
    statements: mostStatements(accounts),
    cost: Math.round(total),
    lakehouseFrom: lakehouse.paysFromTerabytes ?? Infinity,
  };
}

/** The most statements of a saved query over 31 days. */
function mostStatements(accounts: number): number {
  const catalog = catalogWith(accounts);
  return Math.max(...savedQueries().map((query) => planOver31Days(query, catalog).parts.length));
}

/** Partitions that the engine plans of one table at most. */
export const mostPartitions = partitionLimit;
