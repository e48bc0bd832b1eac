import { Callers, cli } from "../../../sample-data/events/callers";
import { type Call, type Caller, type CloudTrailEvent, eventOf } from "../../../sample-data/events/event";
import { account, arn, partition } from "../../../sample-data/values";

/** A record of a log other than CloudTrail, as a row of its table. */
export type LogRecord = Readonly<Record<string, unknown>>;

/** Events of one hunt, all on one day. Hunts of first uses and of silent logs also have events of earlier days. */
export interface HuntStory<Event = CloudTrailEvent | LogRecord> {
  /** Events that the hunt must find. */
  readonly found: readonly Event[];

  /**
   * Variants of the story that the hunt must also find. The key describes the difference.
   *
   * @default none
   */
  readonly alsoFound?: Readonly<Record<string, readonly Event[]>>;

  /**
   * Number of rows that the hunt returns for the story and for each variant.
   *
   * @default 1
   */
  readonly rows?: number;

  /** Similar events that the hunt must not find. The key describes the difference. */
  readonly nearMisses: Readonly<Record<string, readonly Event[]>>;
}

/** The stories of a file, by hunt name. */
export type HuntStories = Readonly<Record<string, HuntStory>>;

/** Day of all stories: a Thursday. */
export const storyDay = "2026-01-15";

export const home = "eu-west-1";
export const member = account(3);
export const callers = new Callers(partition);

/** Callers in the stories. */
export const who = {
  thief: callers.user(member, "build-agent", "203.0.113.66"),
  insider: callers.role(member, "Admin", "mallory", { address: "203.0.113.99", agent: cli }),
  person: callers.person(member, "ada@example.com", "198.51.100.7"),
  pipeline: callers.pipeline(member),
  config: callers.configRecorder(member),
};

/** The same caller at another address. */
export const from = (address: string, caller: Caller): Caller => ({ ...caller, address });

/** A session of a role of an instance. */
export const machine = (instance: string, address: string): Caller =>
  callers.role(member, "web-server", instance, { address, agent: cli });

/** ARN of a role. */
export const roleArn = (id: string, name: string): string => arn("iam", "", id, `role/${name}`);

let made = 0;

/** An event in the format of CloudTrail, at `HH:mm` or `HH:mm:ss` on the day of the stories. */
export function at(
  time: string,
  caller: Caller,
  service: string,
  name: string,
  more: Partial<Call> = {},
): CloudTrailEvent {
  const call: Call = { caller, service, name, account: member, region: home, ...more };
  const id = `story-${++made}`;
  return eventOf(call, new Date(`${storyDay}T${time.padEnd(8, ":00")}Z`), () => id);
}

const dayMilliseconds = 86_400_000;

/** The event, moved to some days before the day of the stories. */
export const before = (days: number, event: CloudTrailEvent): CloudTrailEvent => ({
  ...event,
  eventTime: new Date(Date.parse(event.eventTime) - days * dayMilliseconds).toISOString().replace(".000", ""),
});

/** A list of `count` events, each created from its index in the list. */
export const times = (
  count: number,
  make: (index: number) => CloudTrailEvent | readonly CloudTrailEvent[],
): CloudTrailEvent[] => Array.from({ length: count }, (_, index) => make(index)).flat();

/** A list of `count` records of other logs, each created from its index in the list. */
export const records = (count: number, make: (index: number) => LogRecord): LogRecord[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** A time of the day, such as `10:07`. */
export const minute = (hour: number, index: number): string =>
  `${String(hour).padStart(2, "0")}:${String(index % 60).padStart(2, "0")}`;

/** Error of a denied call. */
export const refused: Partial<Call> = {
  error: { code: "AccessDenied", message: "User is not authorized to perform this action" },
};

/** A sign-in to the console. */
export const signIn = (time: string, caller: Caller, outcome: "Success" | "Failure" = "Success"): CloudTrailEvent =>
  at(time, caller, "signin", "ConsoleLogin", {
    type: "AwsConsoleSignIn",
    response: { ConsoleLogin: outcome },
    additional: { MFAUsed: "No", MobileVersion: "No" },
    ...(outcome === "Failure" && { error: { message: "Failed authentication" } }),
  });
