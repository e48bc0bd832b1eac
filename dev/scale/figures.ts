import { eventRegions } from "../../config/derived/regions";
import { prices } from "../../config/schema/prices";
import { savedQueries } from "../../queries/saved-queries";
import { estimate } from "../../cli/cost/estimate";
import { daysOfMonth } from "../../cli/cost/usage";
import { catalogWith, planOver31Days } from "./large-catalog";
import { partitionLimit } from "../../cli/query/query-plan";
import { type Sized, sizesOf, synthesized } from "./sizes";

/** Sizes of the organizations on the page, in accounts. The last size is the maximum that a configuration accepts. */
export const sizes = [10, 100, 1_000, 10_000] as const;

/** Monthly volumes of an account that the page assumes, in addition to the assumptions of `trailkeeper cost`. */
export const assumed = { configItems: 1_500, queriedTerabytesOfTrail: 10 } as const;

/** The figures of an organization of one size. They do not depend on time measurements. */
export interface Figures {
  readonly accounts: number;
  readonly sizes: readonly Sized[];
  readonly bytes: { readonly logArchive: number; readonly management: number; readonly member: number };

  /** Number of roots. Each root has one state. */
  readonly roots: number;

  /** Number of objects that CloudTrail writes in a day. */
  readonly objects: number;

  /** Partitions of the table `cloudtrail` over 31 days, in the regions of the organization. */
  readonly partitions: number;

  /** Number of statements into which `trailkeeper query` splits the saved query with the most partitions, in all regions of AWS. */
  readonly statements: number;

  /** US dollars for the twelfth month. */
  readonly cost: number;

  /** Terabytes of JSON that queries must read in a month for the lakehouse to save money. */
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

/** The largest number of statements of a saved query over 31 days. */
function mostStatements(accounts: number): number {
  const catalog = catalogWith(accounts);
  return Math.max(...savedQueries().map((query) => planOver31Days(query, catalog).parts.length));
}

/** Maximum number of partitions of a table that the engine plans. */
export const mostPartitions = partitionLimit;
