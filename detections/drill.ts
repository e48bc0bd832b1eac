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
  /** Name of the drill, `trailkeeper-drill-<time>-<random>`. Nothing in AWS has this name, except what the drill creates. */
  readonly name: string;

  /** Random identifier as of a key. */
  readonly uuid: string;

  /** 17 random hexadecimal digits, as in the id of a VPC. */
  readonly hex: string;
  readonly partition: string;
  readonly region: string;

  /** Account that makes the calls. */
  readonly accountId: string;

  /** Id that no account has. */
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

/** What a call of a drill does. */
export type DrillEffect =
  /** AWS refuses the call, because the resource that it names does not exist or because no account has its account id. */
  | "refused"
  /** It changes nothing. */
  | "harmless"
  /** It creates something that notifies nobody, and the drill deletes it. */
  | "undone";

/** A call that a detection finds. */
export interface DrillCall {
  readonly service: DrillService;

  /** Operation, with the name that the AWS SDK gives it. */
  readonly operation: string;
  readonly input: (names: DrillNames) => Readonly<Record<string, unknown>>;
  readonly effect: DrillEffect;

  /** Why it changes nothing, for the docs. */
  readonly because: string;

  /** Added to the user agent, after the name of the drill. */
  readonly agent?: string;

  /** The call that undoes it. It also succeeds if there is nothing to undo. */
  readonly undo?: Pick<DrillCall, "operation" | "input">;
}

/** How a detection can be drilled: with a call of `trailkeeper drill`, with a command of the AWS CLI, or not, and why. */
export type Drill = { readonly call: DrillCall } | { readonly byHand: string } | { readonly none: string };

/** Prefix of the names of all drills. */
export const drillPrefix = "trailkeeper-drill-";

type Input = DrillCall["input"];

/** A call that AWS refuses. */
export function refused(service: DrillService, operation: string, because: string, input: Input): Drill {
  return { call: { service, operation, input, effect: "refused", because } };
}

/** A call that succeeds and changes nothing. */
export function harmless(
  service: DrillService,
  operation: string,
  because: string,
  input: Input,
  agent?: string,
): Drill {
  return { call: { service, operation, input, effect: "harmless", because, ...(agent !== undefined && { agent }) } };
}

/** A command of the AWS CLI whose call AWS refuses. The drill has no client of its service. */
export const byHand = (command: string): Drill => ({ byHand: `aws ${command}` });

/** Not drilled. The reason is a whole sentence. */
export const notDrilled = (reason: string): Drill => ({ none: reason });

/** Reason of detections that match no refused call. */
export const onlyIfItSucceeds = notDrilled(
  "It matches no refused call, and a call that succeeds changes something real.",
);

/** Reason of detections that match only sign-ins. */
export const onlyInTheConsole = notDrilled("It matches a sign-in to the console, which only a browser does.");
