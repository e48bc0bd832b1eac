/**
 * The attack in the generated logs, in the account `payments`:
 *
 * An attacker uses a leaked access key of the user build-agent to explore the account (CloudTrail, 02:10). The attacker creates an
 * administrator user (02:13), and opens a port to the internet (AWS Config, 02:15). Then the attacker opens a session on a machine
 * (CloudTrail and transcript, 02:16), downloads a tool from an unknown domain (DNS logs), and sends a customer file to the internet
 * (flow logs, 734 MB). Requests to the archive are denied (S3 access logs, 02:21). Security Hub has a finding at 02:40.
 *
 * The account `website` has only ordinary traffic.
 */
export const story = {
  /** Source address of all calls, and destination of the stolen data. */
  attackerAddress: "203.0.113.66",
  userName: "build-agent",
  userAgent: "Boto3/1.40.0 md/Botocore#1.40.0",

  /** Domain of the server of the tool. No one queried this domain before. */
  domain: "updates.badcdn.example",
  instanceId: "i-0f1e2d3c4b5a69788",
  interfaceId: "eni-0a9b8c7d6e5f40312",
  instanceAddress: "10.20.3.17",
  vpcId: "vpc-0c0ffee0123456789",
  subnetId: "subnet-0dd0ddbead0123456",
  securityGroupId: "sg-0123456789abcdef0",
  sessionId: "build-agent-0a1b2c3d4e5f67890",

  /** Bytes that the machine sent. */
  sentBytes: 734_003_200,
} as const;

/** The machine of the account without an attack. */
export const quietMachine = {
  instanceId: "i-00c0ffee00c0ffee0",
  interfaceId: "eni-00c0ffee00c0ffee0",
  address: "10.30.1.5",
  vpcId: "vpc-0feedface01234567",
  subnetId: "subnet-0feedface0123456",
} as const;
