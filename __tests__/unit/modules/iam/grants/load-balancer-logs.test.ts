import { loadBalancerLogDelivery } from "../../../../../modules/iam/grants/load-balancer-logs";
import { sourceAccount } from "../../../../../modules/iam/grants/source-account";
import { policyLimitBytes } from "../../../../../aws-semantics/values/policy-limits";
import { account, arn } from "../../../../../sample-data/values";

const bucketArn = arn("s3", "", "", "acme-access-logs");
const delivery = (accountIds: readonly string[], partition = "aws") =>
  loadBalancerLogDelivery({
    partition,
    bucketArn,
    prefix: "elb-logs",
    networkPrefix: "nlb-logs",
    accountIds,
    region: "eu-west-1",
  });

describe("loadBalancerLogDelivery", () => {
  test("allows application load balancers to write below the paths of the listed accounts, without a wildcard", () => {
    const [application] = delivery([account(3), account(4)]);

    expect(application).toEqual({
      Sid: "LoadBalancerLogDelivery",
      Effect: "Allow",
      Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: [3, 4].map((digit) => `${bucketArn}/elb-logs/AWSLogs/${account(digit)}/*`),
    });
  });

  test("allows log delivery to write for network load balancers of the listed accounts, in the bucket's region", () => {
    const Principal = { Service: "delivery.logs.amazonaws.com" };
    const ArnLike = { "aws:SourceArn": arn("logs", "eu-west-1", "*", "*") };

    expect(delivery([account(3), account(4)]).slice(1)).toEqual([
      {
        Sid: "NetworkLoadBalancerLogCheck",
        Effect: "Allow",
        Principal,
        Action: "s3:GetBucketAcl",
        Resource: bucketArn,
        Condition: { StringEquals: { "aws:SourceAccount": [account(3), account(4)] }, ArnLike },
      },
      {
        Sid: "NetworkLoadBalancerLogDelivery",
        Effect: "Allow",
        Principal,
        Action: "s3:PutObject",
        Resource: `${bucketArn}/nlb-logs/AWSLogs/${sourceAccount}/*`,
        Condition: {
          StringEquals: {
            "s3:x-amz-acl": "bucket-owner-full-control",
            "aws:SourceAccount": [account(3), account(4)],
          },
          ArnLike,
        },
      },
    ]);
  });

  test("allows no account of Elastic Load Balancing", () => {
    expect(JSON.stringify(delivery([account(3)]))).not.toContain('"AWS"');
  });

  test("loadBalancerLogDelivery is empty if there are no accounts", () => {
    expect(delivery([])).toEqual([]);
  });

  test.each(["aws-us-gov", "aws-cn"])("contains ARNs of partition %s", (partition) => {
    expect(JSON.stringify(delivery([account(3)], partition))).toContain(`arn:${partition}:logs:eu-west-1:*:*`);
  });

  test("leaves 6,000 bytes of the bucket policy free with 100 accounts and the longest name", () => {
    const statements = loadBalancerLogDelivery({
      partition: "aws-us-gov",
      bucketArn: `arn:aws-us-gov:s3:::${"a".repeat(21)}-access-logs-${account(2)}`,
      prefix: "elb-logs",
      networkPrefix: "nlb-logs",
      accountIds: Array.from({ length: 100 }, (_, i) => String(5e11 + i)),
      region: "us-gov-west-1",
    });

    expect(JSON.stringify(statements).length).toBeLessThanOrEqual(policyLimitBytes["bucket policy"] - 6_000);
  });
});
