/** Size of a domain: its nodes, and the shards of its index. */
export interface SearchSize {
  /** Number of Availability Zones. Each needs its own subnet. */
  readonly zones: 2 | 3;

  /** Number of data nodes, a multiple of the zones. */
  readonly dataNodes: number;

  /** Instance type of the data nodes. */
  readonly instanceType: string;

  /** Storage (gp3) of each data node, in GiB. */
  readonly volumeGibibytes: number;

  /** Instance type of the three dedicated master nodes. Undefined if the data nodes also manage the cluster. */
  readonly masterType?: string;

  /** Primary shards of each daily index. Each has one replica in another zone. */
  readonly shards: number;
}

/**
 * Sizes by name. AWS recommends shards of 10 to 50 GiB for logs, and three dedicated master nodes in production.
 *
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/sizing-domains.html
 */
export const searchSizes = {
  small: { zones: 2, dataNodes: 2, instanceType: "m6g.large.search", volumeGibibytes: 100, shards: 1 },
  standard: {
    zones: 3,
    dataNodes: 3,
    instanceType: "r6g.large.search",
    volumeGibibytes: 500,
    masterType: "m6g.large.search",
    shards: 3,
  },
  large: {
    zones: 3,
    dataNodes: 6,
    instanceType: "r6g.2xlarge.search",
    volumeGibibytes: 2_000,
    masterType: "m6g.large.search",
    shards: 6,
  },
} as const satisfies Record<string, SearchSize>;

export type SearchSizeName = keyof typeof searchSizes;
