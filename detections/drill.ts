/** Clients of the AWS SDK that a drill uses. */
export type DrillService =
  | "cloudtrail"
  | "config-service"
  | "ec2"
  | "eventbridge"
  | "glue"
  | "iam"
  | "kms"
  | "cloudwatch-logs"
  | "organizations"
  | "s3"
  | "sns"
  | "ssm"
  | "sts";

/** Names that the calls of a drill use. */
export interface DrillNames {
  /** Name of the drill, `trailkeeper-drill-<time>-<random>`. Only resources that the drill creates have this name. */
  readonly name: string;

  /** Random UUID, as in the id of a KMS key. */
  readonly uuid: string;

  /** 17 random hexadecimal digits, as in the id of a VPC. */
  readonly hex: string;
  readonly partition: string;
  readonly region: string;

  /** Account that makes the calls. */
  readonly accountId: string;

  /** Account id that no account has. */
  readonly nobody: string;

  /** Prefix of the names of this project. */
  readonly prefix: string;
  readonly trailLogGroupName: string;
  readonly trailBucketName: string;
  readonly databaseName: string;
  readonly topicArn: string;
}

/** Services that a drill calls: their event source in CloudTrail, and whether they have only one region. */
export const drillServices: Readonly<Record<DrillService, { readonly source: string; readonly isGlobal: boolean }>> = {
  cloudtrail: { source: "cloudtrail", isGlobal: false },
  "config-service": { source: "config", isGlobal: false },
  ec2: { source: "ec2", isGlobal: false },
  eventbridge: { source: "events", isGlobal: false },
  glue: { source: "glue", isGlobal: false },
  iam: { source: "iam", isGlobal: true },
  kms: { source: "kms", isGlobal: false },
  "cloudwatch-logs": { source: "logs", isGlobal: false },
  organizations: { source: "organizations", isGlobal: true },
  s3: { source: "s3", isGlobal: false },
  sns: { source: "sns", isGlobal: false },
  ssm: { source: "ssm", isGlobal: false },
  sts: { source: "sts", isGlobal: false },
};

/** Effect of a call of a drill. */
export type DrillEffect =
  /** AWS refuses the call, because its resource or its account does not exist. */
  | "refused"
  /** The call does not change a resource. */
  | "harmless"
  /** The call creates a resource that notifies no one, and the drill deletes the resource. */
  | "undone";

/** A call that a detection finds. */
export interface DrillCall {
  readonly service: DrillService;

  /** Name of the operation in the AWS SDK. */
  readonly operation: string;
  readonly input: (names: DrillNames) => Readonly<Record<string, unknown>>;
  readonly effect: DrillEffect;

  /** Reason why the call does not change a resource, for the documentation. */
  readonly because: string;

  /** String that is added to the user agent, after the name of the drill. */
  readonly agent?: string;

  /** The call that deletes the created resource. It also succeeds if the resource does not exist. */
  readonly undo?: Pick<DrillCall, "operation" | "input">;
}

/** The drill of a detection: a call of `trailkeeper drill`, a command of the AWS CLI, or the reason why there is no drill. */
export type Drill = { readonly call: DrillCall } | { readonly byHand: string } | { readonly none: string };

/** Prefix of the names of all drills. */
export const drillPrefix = "trailkeeper-drill-";

type Input = DrillCall["input"];

/** A call that AWS refuses. */
export function refused(service: DrillService, operation: string, because: string, input: Input): Drill {
  return { call: { service, operation, input, effect: "refused", because } };
}

interface HarmlessOptions {
  readonly service: DrillService;
  readonly operation: string;
  readonly because: string;
  readonly input: Input;
  readonly agent?: string | undefined;
}

/** A call that succeeds and does not change a resource. */
export function harmless({ service, operation, because, input, agent }: HarmlessOptions): Drill {
  return { call: { service, operation, input, effect: "harmless", because, ...(agent !== undefined && { agent }) } };
}

/** A command of the AWS CLI that AWS refuses, for services without a client in the drill. */
export const byHand = (command: string): Drill => ({ byHand: `aws ${command}` });

/** A detection that is not drilled. The reason is a whole sentence. */
export const notDrilled = (reason: string): Drill => ({ none: reason });

/** Reason of detections that match no refused call. */
export const onlyIfItSucceeds = notDrilled(
  "It does not match refused calls, and a successful call would change a resource.",
);

/** Reason of detections that match only sign-ins. */
export const onlyInTheConsole = notDrilled("It matches a sign-in to the console, which needs a browser.");
