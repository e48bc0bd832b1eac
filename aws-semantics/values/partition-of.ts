/** A partition, and the suffix of its regional service names. */
export interface PartitionOfRegion {
  readonly name: string;

  /** Suffix of regional service principals and of `kms:ViaService` values. */
  readonly dnsSuffix: string;
}

/**
 * The partition of a region. Region names in China begin with `cn-`, and region names in GovCloud begin with `us-gov-`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function partitionOf(region: string): PartitionOfRegion {
  if (region.startsWith("cn-")) return { name: "aws-cn", dnsSuffix: "amazonaws.com.cn" };
  if (region.startsWith("us-gov-")) return { name: "aws-us-gov", dnsSuffix: "amazonaws.com" };
  return { name: "aws", dnsSuffix: "amazonaws.com" };
}
