import { mapInParallel } from "../../shared/in-parallel";
import { type DrillCall, type DrillNames, type DrillService, drillServices } from "../../detections/drill";
import type { ClientClass } from "../../shared/aws-client";
import type { AwsSession } from "./aws-session";

/** A module of the AWS SDK: one class of clients, and a class for each operation. */
type SdkModule = Readonly<Record<string, unknown>>;

/** Client class and module of each service. A module is loaded for its first call. */
const modules: Readonly<Record<DrillService, { readonly client: string; readonly load: () => Promise<SdkModule> }>> = {
  cloudtrail: { client: "CloudTrailClient", load: () => import("@aws-sdk/client-cloudtrail") },
  "config-service": { client: "ConfigServiceClient", load: () => import("@aws-sdk/client-config-service") },
  ec2: { client: "EC2Client", load: () => import("@aws-sdk/client-ec2") },
  eventbridge: { client: "EventBridgeClient", load: () => import("@aws-sdk/client-eventbridge") },
  glue: { client: "GlueClient", load: () => import("@aws-sdk/client-glue") },
  iam: { client: "IAMClient", load: () => import("@aws-sdk/client-iam") },
  kms: { client: "KMSClient", load: () => import("@aws-sdk/client-kms") },
  "cloudwatch-logs": { client: "CloudWatchLogsClient", load: () => import("@aws-sdk/client-cloudwatch-logs") },
  organizations: { client: "OrganizationsClient", load: () => import("@aws-sdk/client-organizations") },
  s3: { client: "S3Client", load: () => import("@aws-sdk/client-s3") },
  sns: { client: "SNSClient", load: () => import("@aws-sdk/client-sns") },
  ssm: { client: "SSMClient", load: () => import("@aws-sdk/client-ssm") },
  sts: { client: "STSClient", load: () => import("@aws-sdk/client-sts") },
};

/** The response of AWS to a call. */
export interface CallAnswer {
  /** Id of the request. Undefined if there was no response. */
  readonly requestId: string | undefined;

  /** Name of the error, if AWS refused the call. */
  readonly refusal: string | undefined;

  /** Milliseconds since 1970 when the call was sent. */
  readonly sentAt: number;
}

interface SdkMetadata {
  readonly $metadata?: { readonly requestId?: string };
}

/** The parts of an AWS SDK client that are used here. */
interface SdkClient {
  send(command: unknown): Promise<SdkMetadata>;
  destroy(): void;
}

type OperationCall = Pick<DrillCall, "service" | "operation" | "input" | "agent">;

/** Whether the AWS SDK has the operation. */
export async function isKnown({ service, operation }: Pick<DrillCall, "service" | "operation">): Promise<boolean> {
  const { client, load } = modules[service];
  const module = await load();
  return module[client] !== undefined && module[`${operation}Command`] !== undefined;
}

interface MakeCallOptions {
  readonly call: OperationCall;
  readonly session: AwsSession;
  readonly names: DrillNames;
  readonly globalRegion: string;
  readonly times?: number | undefined;
}

/** Sends a call one or several times, with a few concurrent requests. An error of AWS is also a response. */
export async function makeCall({
  call,
  session,
  names,
  globalRegion,
  times = 1,
}: MakeCallOptions): Promise<CallAnswer[]> {
  const { client: className, load } = modules[call.service];
  const module = await load();
  const Client = module[className] as ClientClass<SdkClient>;
  const Operation = module[`${call.operation}Command`] as { new (input: unknown): unknown };
  const agents = [[names.name], ...(call.agent === undefined ? [] : [[call.agent]])];
  const region = drillServices[call.service].isGlobal ? globalRegion : names.region;
  const client = session.markedClient(Client, region, agents);
  const operations = Array.from({ length: times }, () => new Operation(call.input(names)));
  const answers = await mapInParallel(operations, callsAtOnce, (operation) => answerOf(client, operation));
  client.destroy();
  return answers;
}

/** Maximum number of concurrent calls of a burst. */
const callsAtOnce = 8;

async function answerOf(client: SdkClient, command: unknown): Promise<CallAnswer> {
  const sentAt = Date.now();
  try {
    const { $metadata } = await client.send(command);
    return { requestId: $metadata?.requestId, refusal: undefined, sentAt };
  } catch (error) {
    const { $metadata, name } = error as Error & SdkMetadata;
    return { requestId: $metadata?.requestId, refusal: name, sentAt };
  }
}
