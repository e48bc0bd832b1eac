/**
 * What the generated logs tell together, in the account `payments`:
 *
 * A leaked access key of the user build-agent looks around (CloudTrail, 02:10), makes itself an administrator, and
 * opens a port to the world (AWS Config, 02:15). It opens a session on a machine (CloudTrail and its transcript,
 * 02:16), where a tool is fetched from a name nobody knew (DNS logs) and a customer file is sent away (flow logs,
 * 734 MB). Then it tries the archive, and is refused (S3 access logs, 02:21). Security Hub hears of it at 02:40.
 *
 * In the account `website` there is nothing but ordinary traffic.
 */
export const story = {
  /** Address all of it comes from and goes to. */
  attackerAddress: "203.0.113.66",
  userName: "build-agent",
  userAgent: "Boto3/1.40.0 md/Botocore#1.40.0",

  /** Name of the tool's server, nobody asked for before. */
  domain: "updates.badcdn.example",
  instanceId: "i-0f1e2d3c4b5a69788",
  interfaceId: "eni-0a9b8c7d6e5f40312",
  instanceAddress: "10.20.3.17",
  vpcId: "vpc-0c0ffee0123456789",
  subnetId: "subnet-0dd0ddbead0123456",
  securityGroupId: "sg-0123456789abcdef0",
  sessionId: "build-agent-0a1b2c3d4e5f67890",

  /** Bytes that left the machine. */
  sentBytes: 734_003_200,
} as const;

/** The machine of the account where nothing happens. */
export const quietMachine = {
  instanceId: "i-00c0ffee00c0ffee0",
  interfaceId: "eni-00c0ffee00c0ffee0",
  address: "10.30.1.5",
  vpcId: "vpc-0feedface01234567",
  subnetId: "subnet-0feedface0123456",
} as const;
