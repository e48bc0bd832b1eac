import type { AuditConfig } from "../../config/audit-config";
import { runbooksOf } from "../../config/derived/links";
import type { Detection } from "../../detections/detection";
import { drillServices } from "../../detections/drill";
import type { AwsSession } from "./aws-session";
import { type CallAnswer, makeCall } from "./calls";
import type { DrillPlan, PlannedCall, PlannedDetection } from "./drill-plan";
import { type DetectionResult, type DrillOutcome, type DrillResult, type DrillStep, drillSteps } from "./drill-result";
import { type Undoing, removeDrill, tagsOfThisProcess } from "./leftovers";
import { type AlarmBefore, type Observed, Observer } from "./observer";
import type { TopicMessage } from "./subscriber";

export interface DrillOptions extends Undoing {
  readonly config: AuditConfig;

  /** Session that sends the calls. Calls that the drill undoes are sent from the account of the alarms instead. */
  readonly calling: AwsSession;
  readonly plan: DrillPlan;
  readonly timeoutSeconds: number;
  readonly pollSeconds: number;
  readonly signal: AbortSignal;

  /** Called after each read of the pipeline. */
  readonly progress: (text: string) => void;

  /** Waits. Tests replace it. */
  readonly sleep: (seconds: number, signal: AbortSignal) => Promise<void>;
}

/** Sends the calls of a plan, and traces each to the topic. It always removes the resources that it created. */
export async function runDrill(options: DrillOptions): Promise<DrillResult> {
  const { subscriber, names, timeoutSeconds, calling } = options;
  try {
    const queueUrl = await subscriber.create(names.name, tagsOfThisProcess(timeoutSeconds, new Date()));
    const followed = await follow(options, queueUrl);
    return {
      drill: names.name,
      account: calling.accountId,
      region: names.region,
      principal: calling.principalArn,
      detections: followed.map(resultOf),
    };
  } finally {
    await removeDrill(names.name, options);
  }
}

/** A detection whose call was sent. */
interface Followed extends PlannedDetection {
  readonly call: PlannedCall;
  readonly answers: readonly CallAnswer[];

  /** State of the alarm before the calls. Undefined if the detection has no alarm. */
  readonly alarm: AlarmBefore | undefined;
  readonly expected: readonly DrillStep[];

  /** Time at which each step was reached, in milliseconds since 1970. */
  readonly reached: Partial<Record<DrillStep, number>>;
}

async function follow(options: DrillOptions, queueUrl: string): Promise<Followed[]> {
  const { alerting, names, plan, subscriber, timeoutSeconds, pollSeconds, signal, progress, sleep } = options;
  const observer = new Observer(alerting);
  const planned = plan.calls.flatMap(({ detections }) => detections);
  const alarmName = (id: string) => `${names.prefix}-${id}`;
  const alarmed = planned.flatMap(({ id, severity }) => (severity === "watch" ? [] : [id]));
  const before = await observer.alarms(alarmed, alarmName);
  // The alarm history of CloudWatch has a resolution of seconds
  const since = new Date(Math.floor(Date.now() / 1_000) * 1_000);
  const detectionIds = planned.map(({ id }) => id);
  const countedBefore = await observer.counts({ detectionIds, since });
  const followed = await callAll(options, before);
  const observed: Observed = {
    logGroupName: names.trailLogGroupName,
    drillName: names.name,
    since,
    detectionIds,
    alarmedIds: alarmed,
    alarmName,
  };
  const deadline = Date.now() + timeoutSeconds * 1_000;
  for (;;) {
    const [events, counted, raised, messages] = await Promise.all([
      observer.events(observed),
      observer.counts(observed),
      observer.raisedAlarms(observed),
      subscriber.receive(queueUrl),
    ]);
    for (const one of followed) {
      note(one, "event", arrivalOf(one, events));
      const count = (counted.get(one.id) ?? 0) - (countedBefore.get(one.id) ?? 0);
      note(one, "metric", count >= one.threshold ? Date.now() : undefined);
      note(one, "alarm", raised.get(one.id));
      for (const message of messages) {
        if (isOfAlarm(message, alarmName(one.id), since)) note(one, "topic", message.sentAt);
        if (isOfRule(message, one, options)) note(one, "rule", message.sentAt);
      }
    }
    const open = followed.filter((one) => missingOf(one).length > 0);
    progress(`${followed.length - open.length} of ${followed.length} arrived`);
    if (open.length === 0 || Date.now() >= deadline || signal.aborted) return followed;
    await sleep(pollSeconds, signal);
  }
}

/** Sends every call. Single calls are first, and bursts are last. */
async function callAll(options: DrillOptions, before: ReadonlyMap<string, AlarmBefore>): Promise<Followed[]> {
  const { plan, calling, alerting, names, globalRegion, signal, progress, sleep } = options;
  const followed: Followed[] = [];
  for (const call of plan.calls.toSorted((a, b) => a.times - b.times)) {
    if (signal.aborted) break;
    progress(`${drillServices[call.service].source}:${call.operation}`);
    if (call.times > 1) await sleep(secondsToNextPeriod(call.periodSeconds, Date.now()), signal);
    const session = call.effect === "undone" ? alerting : calling;
    const answers = await makeCall({ call, session, names, globalRegion, times: call.times });
    for (const detection of call.detections) {
      const alarm = before.get(detection.id);
      followed.push({ ...detection, call, answers, alarm, expected: expectedOf(detection, alarm), reached: {} });
    }
  }
  return followed;
}

/** Seconds that a burst takes. The alarm must count all of its events in one period. */
const secondsOfBurst = 60;

/** Seconds to wait before a burst: 0, or the time to the next period if the rest of the current period is too short. */
export function secondsToNextPeriod(periodSeconds: number, now: number): number {
  const left = periodSeconds - ((now / 1_000) % periodSeconds);
  return left < secondsOfBurst ? left : 0;
}

function expectedOf({ isUrgent }: PlannedDetection, alarm: AlarmBefore | undefined): DrillStep[] {
  const first = ["event", "metric"] as const;
  const ofAlarm: DrillStep[] =
    alarm === undefined || alarm.isRaised ? [] : alarm.notifies ? ["alarm", "topic"] : ["alarm"];
  return [...first, ...ofAlarm, ...(isUrgent ? (["rule"] as const) : [])];
}

function note({ reached }: Followed, step: DrillStep, at: number | undefined): void {
  if (at !== undefined) reached[step] ??= at;
}

/** Time at which the number of arrived events reached the threshold of the alarm. */
function arrivalOf({ answers, threshold }: Followed, events: ReadonlyMap<string, number>): number | undefined {
  const arrivals = answers.flatMap(({ requestId = "" }) => events.get(requestId) ?? []);
  return arrivals.toSorted((a, b) => a - b)[threshold - 1];
}

function isOfAlarm({ body }: TopicMessage, alarmName: string, since: Date): boolean {
  const { AlarmName, NewStateValue, StateChangeTime } = body;
  // CloudWatch writes +0000, which is not ISO 8601
  const changed = Date.parse(String(StateChangeTime).replace(/\+0000$/, "Z"));
  return AlarmName === alarmName && NewStateValue === "ALARM" && changed >= since.getTime();
}

/**
 * Whether a message is from the rule of a detection in this drill. The runbook in the message identifies the detection, and the user
 * agent identifies the drill.
 */
function isOfRule({ body }: TopicMessage, { id }: Followed, options: DrillOptions): boolean {
  const { config, detections, names } = options;
  const runbook = runbookOf(id, detections, runbooksOf(config));
  return body["Runbook"] === runbook && String(body["User agent"]).includes(names.name);
}

function runbookOf(id: string, detections: readonly Detection[], url: string): string {
  return detections.find((one) => one.id === id)?.runbook ?? `${url}/${id}.md`;
}

const missingOf = ({ expected, reached }: Followed): DrillStep[] =>
  expected.filter((step) => reached[step] === undefined);

function resultOf(followed: Followed): DetectionResult {
  const { id, severity, call, answers, reached } = followed;
  const refusal = answers.find((answer) => answer.refusal !== undefined)?.refusal;
  // Times are relative to the last call of a burst
  const began = Math.max(...answers.map(({ sentAt }) => sentAt));
  const seconds = drillSteps.flatMap((step) => {
    const at = reached[step];
    return at === undefined ? [] : [[step, Math.max(0, (at - began) / 1_000)] as const];
  });
  return {
    id,
    severity,
    call: `${drillServices[call.service].source}:${call.operation}`,
    times: call.times,
    ...(refusal !== undefined && { refusal }),
    seconds: Object.fromEntries(seconds),
    missing: missingOf(followed),
    outcome: outcomeOf(followed),
  };
}

function outcomeOf(followed: Followed): DrillOutcome {
  const { severity, call, answers, alarm } = followed;
  if (answers.some(({ requestId }) => requestId === undefined)) return "no answer";
  if (call.effect === "refused" && answers.some(({ refusal }) => refusal === undefined)) return "not refused";
  if (severity !== "watch" && alarm === undefined) return "no alarm";
  if (alarm?.notifies === false) return "no action";
  if (missingOf(followed).length > 0) return "incomplete";
  return alarm?.isRaised === true ? "raised before" : "arrived";
}
