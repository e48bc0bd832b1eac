/** How large a domain is: its nodes, and how its index is spread over them. */
export interface SearchSize {
  /** Availability Zones, each of which needs a subnet of its own. */
  readonly zones: 2 | 3;

  /** Nodes that hold data, a multiple of the zones. */
  readonly dataNodes: number;

  /** Instance type of the data nodes. */
  readonly instanceType: string;

  /** Gibibytes of gp3 storage on each data node. */
  readonly volumeGibibytes: number;

  /** Instance type of the three nodes that only govern the cluster; none where the data nodes do it. */
  readonly masterType?: string;

  /** Primary shards of the index of a day; each has one replica, in another zone. */
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
