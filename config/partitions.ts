/** Facts about a partition of AWS. Each partition has its own accounts, regions and ARNs. */
export interface Partition {
  /** Suffix of regional service principals and of `kms:ViaService` values. */
  readonly dnsSuffix: string;

  /** Host of the management console. */
  readonly consoleHost: string;

  /**
   * Regions that have the API of Amazon Q Developer in chat applications.
   *
   * @see https://docs.aws.amazon.com/general/latest/gr/chatbot.html
   */
  readonly chatRegions: readonly string[];

  /** Regions that every account has from the start. */
  readonly defaultRegions: readonly string[];

  /** Regions that an account must enable first (opt-in). */
  readonly optInRegions: readonly string[];

  /**
   * Regions that record the events of global services: of IAM, AWS Organizations and domains.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/disaster-recovery-resiliency.html
   */
  readonly globalEventRegions: readonly string[];
}

/** @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
export const partitions = {
  aws: {
    dnsSuffix: "amazonaws.com",
    consoleHost: "console.aws.amazon.com",
    chatRegions: ["us-east-2", "us-west-2", "eu-west-1", "ap-southeast-1"],
    defaultRegions: [
      "ap-northeast-1",
      "ap-northeast-2",
      "ap-northeast-3",
      "ap-south-1",
      "ap-southeast-1",
      "ap-southeast-2",
      "ca-central-1",
      "eu-central-1",
      "eu-north-1",
      "eu-west-1",
      "eu-west-2",
      "eu-west-3",
      "sa-east-1",
      "us-east-1",
      "us-east-2",
      "us-west-1",
      "us-west-2",
    ],
    optInRegions: [
      "af-south-1",
      "ap-east-1",
      "ap-east-2",
      "ap-south-2",
      "ap-southeast-3",
      "ap-southeast-4",
      "ap-southeast-5",
      "ap-southeast-6",
      "ap-southeast-7",
      "ca-west-1",
      "eu-central-2",
      "eu-south-1",
      "eu-south-2",
      "il-central-1",
      "me-central-1",
      "me-south-1",
      "mx-central-1",
    ],
    globalEventRegions: ["us-east-1"],
  },
  "aws-us-gov": {
    dnsSuffix: "amazonaws.com",
    consoleHost: "console.amazonaws-us-gov.com",
    chatRegions: [],
    defaultRegions: ["us-gov-east-1", "us-gov-west-1"],
    optInRegions: [],
    globalEventRegions: ["us-gov-west-1"],
  },
  "aws-cn": {
    dnsSuffix: "amazonaws.com.cn",
    consoleHost: "console.amazonaws.cn",
    chatRegions: [],
    defaultRegions: ["cn-north-1", "cn-northwest-1"],
    optInRegions: [],
    // IAM records its events in Beijing, AWS Organizations and Route 53 in Ningxia
    globalEventRegions: ["cn-north-1", "cn-northwest-1"],
  },
} as const satisfies Record<string, Partition>;

export type PartitionName = keyof typeof partitions;

/** Value of `kms:ViaService` for requests that S3 makes in the home region. */
export function s3ViaService({ partition, homeRegion }: { partition: PartitionName; homeRegion: string }): string {
  return viaService("s3", { partition, homeRegion });
}

/** Value of `kms:ViaService` for requests that a service makes in the home region. */
export function viaService(service: string, place: { partition: PartitionName; homeRegion: string }): string {
  return `${service}.${place.homeRegion}.${partitions[place.partition].dnsSuffix}`;
}
