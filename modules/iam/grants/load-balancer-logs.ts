import type { PolicyStatement } from "../policy-document";
import { ownerAcl } from "./owner-acl";
import { sourceAccount } from "./source-account";

/** Values of the load balancers that the policy of the access-log bucket contains. */
export interface LoadBalancerLogSource {
  readonly partition: string;
  readonly bucketArn: string;

  /** Key prefix of application load balancers, without a slash at its beginning or end. */
  readonly prefix: string;

  /** Key prefix of network load balancers, without a slash at its beginning or end. */
  readonly networkPrefix: string;

  /** Accounts of the load balancers. */
  readonly accountIds: readonly string[];

  /** Region of the bucket, and of the load balancers. */
  readonly region: string;
}

/**
 * Allows the load balancers of the given accounts to deliver their access logs. Without accounts there is no statement.
 *
 * AWS documents no condition for application load balancers. AWS itself ensures that the account in the path owns the load
 * balancer. The older method with an account of Elastic Load Balancing for each region is not supported, because that account is
 * outside the organization and the bucket policy denies it.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
export function loadBalancerLogDelivery(source: LoadBalancerLogSource): PolicyStatement[] {
  const { bucketArn, prefix, accountIds } = source;
  if (accountIds.length === 0) return [];
  return [
    {
      Sid: "LoadBalancerLogDelivery",
      Effect: "Allow",
      Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: accountIds.map((id) => `${bucketArn}/${prefix}/AWSLogs/${id}/*`),
    },
    ...networkDelivery(source),
  ];
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/enable-access-logs.html */
function networkDelivery(source: LoadBalancerLogSource): PolicyStatement[] {
  const { partition, region, bucketArn, networkPrefix, accountIds } = source;
  const Principal = { Service: "delivery.logs.amazonaws.com" };
  const StringEquals = { "aws:SourceAccount": accountIds };
  const ArnLike = { "aws:SourceArn": `arn:${partition}:logs:${region}:*:*` };
  return [
    {
      Sid: "NetworkLoadBalancerLogCheck",
      Effect: "Allow",
      Principal,
      Action: "s3:GetBucketAcl",
      Resource: bucketArn,
      Condition: { StringEquals, ArnLike },
    },
    {
      Sid: "NetworkLoadBalancerLogDelivery",
      Effect: "Allow",
      Principal,
      Action: "s3:PutObject",
      Resource: `${bucketArn}/${networkPrefix}/AWSLogs/${sourceAccount}/*`,
      Condition: { StringEquals: { ...ownerAcl, ...StringEquals }, ArnLike },
    },
  ];
}
