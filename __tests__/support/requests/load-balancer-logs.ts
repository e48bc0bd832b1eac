import type { RequestRow, RequestRows, Setting, Variant } from "./request-row";

const effect = "implicit deny";

/** Requests of load balancers that deliver their access logs. */
export const loadBalancerLogs: RequestRows = (setting) => [application(setting), ...network(setting)];

/** Elastic Load Balancing sends no condition key. The path contains the account. */
function application({ config, names, outside }: Setting): RequestRow {
  const [member = ""] = config.logSources.loadBalancerLogs.accounts;
  const path = `${names.prefixes.loadBalancerLogs}/AWSLogs/${member}/elasticloadbalancing/${config.homeRegion}/2026/01/31/a.log.gz`;
  return {
    who: "an application load balancer of a listed account",
    does: "writes access logs",
    see: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html",
    caller: { kind: "service", service: "logdelivery.elasticloadbalancing.amazonaws.com" },
    source: {},
    bucket: "accessLogs",
    action: "s3:PutObject",
    path,
    sends: {},
    refused: [
      {
        because: "the caller is another service",
        effect,
        caller: { kind: "service", service: "delivery.logs.amazonaws.com" },
      },
      { because: "the account is outside the organization", effect, path: path.replace(member, outside) },
      { because: "the account is not listed", effect, path: path.replace(member, config.accounts.management) },
      ...otherDeliveries(path, names.prefixes.loadBalancerLogs),
    ],
  };
}

function network({ config, names, outside, otherMember, arn }: Setting): RequestRow[] {
  const [member = ""] = config.logSources.loadBalancerLogs.accounts;
  const sourceOf = (account: string, region = config.homeRegion) => ({
    "aws:SourceAccount": account,
    "aws:SourceArn": arn("logs", region, account, "*"),
  });
  const row = {
    who: "a network load balancer of a listed account",
    see: "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/enable-access-logs.html",
    caller: { kind: "service", service: "delivery.logs.amazonaws.com" },
    source: sourceOf(member),
    bucket: "accessLogs",
  } as const;
  const foreign: Variant[] = [
    { because: "the account is outside the organization", effect, source: sourceOf(outside) },
    { because: "the account is not listed", effect, source: sourceOf(config.accounts.management) },
    { because: "the region is a different one", effect, source: sourceOf(member, "ap-south-1") },
    { because: "the request has no source account", effect, source: {} },
  ];
  const prefix = names.prefixes.networkLoadBalancerLogs;
  const path = `${prefix}/AWSLogs/${member}/elasticloadbalancing/${config.homeRegion}/2026/01/31/a.log.gz`;
  const unlisted: Variant = {
    because: "the account is not listed, and uses its own path",
    effect,
    source: sourceOf(config.accounts.management),
    path: path.replace(member, config.accounts.management),
  };
  const ofAnother: Variant = {
    because: "the path is another account's",
    effect,
    path: path.replace(member, otherMember),
  };
  const ownerless: Variant = { because: "the bucket's owner would not own the file", effect, sends: {} };
  return [
    {
      ...row,
      does: "writes access logs",
      action: "s3:PutObject",
      path,
      sends: { "s3:x-amz-acl": "bucket-owner-full-control" },
      refused: [...foreign, ...otherDeliveries(path, prefix), unlisted, ofAnother, ownerless],
    },
    { ...row, does: "checks the bucket", action: "s3:GetBucketAcl", path: "", sends: {}, refused: foreign },
  ];
}

function otherDeliveries(path: string, prefix: string): Variant[] {
  return [
    { because: "the path belongs to access logs of S3", effect, path: path.replace(prefix, "s3-access-logs") },
    { because: "the path lacks the prefix", effect, path: path.replace(`${prefix}/`, "") },
    { because: "the archive is a different one", effect, bucket: "serviceLogs" },
    { because: "a writer does not read", effect, action: "s3:GetObject" },
    { because: "a writer does not delete", effect: "explicit deny", action: "s3:DeleteObject" },
  ];
}
