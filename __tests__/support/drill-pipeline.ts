import { detectionsOf } from "../../config/derived/detections-of";
import { namesFor } from "../../config/names/names";
import type { Detection } from "../../detections/detection";
import type { Drill, DrillCall } from "../../detections/drill";
import { urgentEventsOf } from "../../detections/urgent-events";
import type { ClientClass } from "../../shared/aws-client";
import { AwsSession } from "../../cli/drill/aws-session";
import { organization } from "./organization";

const { config } = organization();
const detections = detectionsOf(config);
const urgentIds = new Set(urgentEventsOf(detections).map(({ detection }) => detection.id));

const isCallOf = (drill: Drill | undefined, operation: string): drill is { readonly call: DrillCall } =>
  drill !== undefined && "call" in drill && drill.call.operation === operation;

/** The faults of the pipeline. */
export interface Faults {
  /** Operations whose events do not reach the log group. */
  readonly unrecorded?: readonly string[];

  /** Detections whose metric filter is missing. */
  readonly uncounted?: readonly string[];

  /** Detections without an alarm, detections whose alarm has no actions, and detections whose alarm is already raised. */
  readonly withoutAlarm?: readonly string[];
  readonly withoutAction?: readonly string[];
  readonly raised?: readonly string[];

  /** Detections whose alarm does not reach the topic. */
  readonly unpublished?: readonly string[];

  /** Detections without an EventBridge rule. */
  readonly withoutRule?: readonly string[];

  /** Operations that AWS does not refuse. */
  readonly accepted?: readonly string[];

  /** Operations without a response. */
  readonly unanswered?: readonly string[];
}

type Input = Record<string, unknown>;

/** The alerting of an organization in memory. It responds to the requests of a drill as AWS does. */
export class DrillPipeline {
  readonly queues = new Map<string, Record<string, string>>();
  readonly rules = new Set<string>();
  readonly subscriptions = new Map<string, { topicArn: string; endpoint: string }>();
  readonly requests: string[] = [];
  readonly #events: object[] = [];
  readonly #counts = new Map<string, number>();
  readonly #history: object[] = [];
  #messages: object[] = [];
  #ids = 0;

  constructor(private readonly faults: Faults = {}) {}

  /** A session whose requests this object handles. */
  session(accountId = config.accounts.management): AwsSession {
    const answer = (command: string, input: Input, agents: readonly string[]) => this.#answer(command, input, agents);
    return new (class extends AwsSession {
      override client<C>(Client: ClientClass<C>): C {
        return answeredBy(super.client(Client), answer, []);
      }
      override markedClient<C>(Client: ClientClass<C>, region: string, agents: string[][]): C {
        return answeredBy(super.markedClient(Client, region, agents), answer, agents.flat());
      }
    })(accountId, "someone", config.homeRegion, {
      credentials: { accessKeyId: "none", secretAccessKey: "none" },
    });
  }

  #answer(command: string, input: Input, agents: readonly string[]): object {
    this.requests.push(command);
    const requestId = `request-${++this.#ids}`;
    const $metadata = { requestId };
    if (agents.length > 0) return this.#call(command, input, agents, requestId);
    return { $metadata, ...this.#read(command, input) };
  }

  #read(command: string, input: Input): object {
    const text = (key: string) => String(input[key]);
    switch (command) {
      case "CreateQueue":
        this.queues.set(text("QueueName"), input["tags"] as Record<string, string>);
        return { QueueUrl: `https://sqs/${text("QueueName")}` };
      case "ListQueues":
        return {
          QueueUrls: [...this.queues.keys()]
            .filter((name) => name.startsWith(text("QueueNamePrefix")))
            .map((name) => `https://sqs/${name}`),
        };
      case "ListQueueTags":
        return { Tags: this.queues.get(text("QueueUrl").split("/").at(-1) ?? "") };
      case "DeleteQueue":
        this.queues.delete(text("QueueUrl").split("/").at(-1) ?? "");
        return {};
      case "ReceiveMessage": {
        const Messages = this.#messages.splice(0, 10);
        return { Messages };
      }
      case "Subscribe":
        this.subscriptions.set(`${text("TopicArn")}:${++this.#ids}`, {
          topicArn: text("TopicArn"),
          endpoint: text("Endpoint"),
        });
        return {};
      case "ListSubscriptionsByTopic":
        return {
          Subscriptions: [...this.subscriptions]
            .filter(([, { topicArn }]) => topicArn === input["TopicArn"])
            .map(([SubscriptionArn, { endpoint }]) => ({ SubscriptionArn, Endpoint: endpoint, Protocol: "sqs" })),
        };
      case "Unsubscribe":
        this.subscriptions.delete(text("SubscriptionArn"));
        return {};
      case "FilterLogEvents":
        return { events: this.#events };
      case "GetMetricData":
        return {
          MetricDataResults: (input["MetricDataQueries"] as { Id: string; Label: string }[]).map(({ Id, Label }) => ({
            Id,
            Values: [this.#counts.get(Label) ?? 0],
          })),
        };
      case "DescribeAlarms":
        return { MetricAlarms: (input["AlarmNames"] as string[]).flatMap((name) => this.#alarm(name)) };
      case "DescribeAlarmHistory":
        return { AlarmHistoryItems: this.#history };
      default:
        return {};
    }
  }

  #alarm(AlarmName: string): object[] {
    const { withoutAlarm = [], withoutAction = [], raised = [] } = this.faults;
    const id = AlarmName.slice(config.prefix.length + 1);
    if (withoutAlarm.includes(id)) return [];
    const AlarmActions = withoutAction.includes(id) ? [] : ["a topic"];
    return [{ AlarmName, StateValue: raised.includes(id) ? "ALARM" : "OK", ActionsEnabled: true, AlarmActions }];
  }

  /** Handles a call of the drill: returns its response, and runs the pipeline. */
  #call(command: string, input: Input, agents: readonly string[], requestId: string): object {
    const { accepted = [], unanswered = [], unrecorded = [], withoutRule = [] } = this.faults;
    if (unanswered.includes(command)) throw Object.assign(new Error("no answer"), { name: "TimeoutError" });
    if (command === "DeleteRule") {
      const wasThere = this.rules.delete(String(input["Name"]));
      return wasThere ? {} : { $metadata: { requestId } };
    }
    if (command === "PutRule") this.rules.add(String(input["Name"]));
    const found = detections.filter(({ drill: fact }) => isCallOf(fact, command));
    const userAgent = `aws-sdk-js/3 ${agents.join(" ")}`;
    const isRecorded = !unrecorded.includes(command);
    if (isRecorded) {
      this.#events.push({ message: JSON.stringify({ requestID: requestId, userAgent }), ingestionTime: Date.now() });
    }
    for (const detection of found) {
      if (isRecorded) this.#happens(detection);
      if (urgentIds.has(detection.id) && !withoutRule.includes(detection.id)) {
        this.#publish({ Runbook: `docs/runbooks/${detection.id}.md`, "User agent": userAgent });
      }
    }
    const isRefused = found.some(({ drill: fact }) => isCallOf(fact, command) && fact.call.effect === "refused");
    if (!isRefused || accepted.includes(command)) return { $metadata: { requestId } };
    throw Object.assign(new Error("denied"), { name: "AccessDenied", $metadata: { requestId } });
  }

  /** The metric filter of a detection counts an event, and the alarm of the detection is raised. */
  #happens({ id, threshold = 1, severity }: Detection): void {
    const { uncounted = [], unpublished = [], withoutAlarm = [], withoutAction = [], raised = [] } = this.faults;
    if (uncounted.includes(id)) return;
    const count = (this.#counts.get(id) ?? 0) + 1;
    this.#counts.set(id, count);
    const AlarmName = `${config.prefix}-${id}`;
    if (severity === "watch" || count !== threshold || [...withoutAlarm, ...raised].includes(id)) return;
    this.#history.push({ AlarmName, HistorySummary: "Alarm updated from OK to ALARM", Timestamp: new Date() });
    if (![...unpublished, ...withoutAction].includes(id)) {
      this.#publish({ AlarmName, NewStateValue: "ALARM", StateChangeTime: new Date().toISOString() });
    }
  }

  #publish(body: object): void {
    if (this.subscriptions.size === 0) return;
    this.#messages.push({
      Body: JSON.stringify(body),
      ReceiptHandle: "handle",
      Attributes: { SentTimestamp: `${Date.now()}` },
    });
  }
}

/** The topics of the organization. */
export const topicArns = [namesFor(config).topicArn("page"), namesFor(config).topicArn("notify")];

interface Watched {
  readonly middlewareStack: {
    add(
      middleware: (
        next: unknown,
        context: { commandName?: string },
      ) => (args: { input: Input }) => Promise<{ output: object; response: object }>,
      options: { step: "initialize"; name: string; override: true },
    ): void;
  };
}

function answeredBy<C>(
  client: C,
  answer: (command: string, input: Input, agents: readonly string[]) => object,
  agents: readonly string[],
): C {
  (client as Watched).middlewareStack.add(
    (_next, { commandName = "" }) =>
      async ({ input }) => ({ output: answer(commandName.replace(/Command$/, ""), input, agents), response: {} }),
    { step: "initialize", name: "inMemory", override: true },
  );
  return client;
}
