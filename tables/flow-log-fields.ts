/** Fields of version 2, which every flow log has by default. */
const version2 = [
  ["version", "interface-id", "srcaddr", "dstaddr", "srcport", "dstport", "protocol", "packets", "bytes"],
  ["start", "end", "action", "log-status"],
].flat();

/** Fields that the versions 3 to 5 added. */
const versions3To5 = [
  ["vpc-id", "subnet-id", "instance-id", "tcp-flags", "type", "pkt-srcaddr", "pkt-dstaddr"],
  ["az-id", "sublocation-type", "sublocation-id"],
  ["pkt-src-aws-service", "pkt-dst-aws-service", "flow-direction", "traffic-path"],
].flat();

/** Fields that the versions 7 and 8 added: fields of ECS tasks, and the reason why traffic was rejected. */
const versions7And8 = [
  ["ecs-cluster-arn", "ecs-cluster-name", "ecs-container-instance-arn", "ecs-container-instance-id"],
  ["ecs-container-id", "ecs-second-container-id", "ecs-service-name"],
  ["ecs-task-definition-arn", "ecs-task-arn", "ecs-task-id", "reject-reason"],
].flat();

/**
 * Fields of a flow log, by the name of the set. Each field is a column of the table. The sets do not contain `account-id` and `region`,
 * because these are partitions of the table.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
 */
export const flowLogFields = {
  default: version2,
  extended: [...version2, ...versions3To5],
  everything: [...version2, ...versions3To5, ...versions7And8],
} as const satisfies Record<string, readonly string[]>;

/** Every field that a flow log of a VPC can have. */
export const knownFlowLogFields: readonly string[] = ["account-id", "region", ...flowLogFields.everything];
