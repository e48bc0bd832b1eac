import { Callers, cli } from "../events/callers";
import { type Call, type Caller, type CloudTrailEvent, eventOf } from "../events/event";
import { account, arn, partition } from "../values";

/** A record of another log, as a row of its table. */
export type LogRecord = Readonly<Record<string, unknown>>;

/** Events of one hunt, all of one day. For a hunt of first uses, tests add events of earlier days. */
export interface HuntStory<Event = CloudTrailEvent | LogRecord> {
  /** The hunt has to find them. */
  readonly found: readonly Event[];

  /**
   * The same in other ways, which the hunt has to find as well, by what is different.
   *
   * @default none
   */
  readonly alsoFound?: Readonly<Record<string, readonly Event[]>>;

  /**
   * Rows of each story that is found.
   *
   * @default 1
   */
  readonly rows?: number;

  /** What looks alike: the hunt must not find any of them, by what is different. */
  readonly nearMisses: Readonly<Record<string, readonly Event[]>>;
}

/** The stories of a file, by the name of the hunt. */
export type HuntStories = Readonly<Record<string, HuntStory>>;

/** Day of all stories: a Thursday. */
export const storyDay = "2026-01-15";

export const home = "eu-west-1";
export const member = account(3);
export const callers = new Callers(partition);

/** Who calls in the stories. */
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

/** An event as CloudTrail would record it at `HH:mm` or `HH:mm:ss` of the day. */
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

/** The event, some days before that of the story. */
export const before = (days: number, event: CloudTrailEvent): CloudTrailEvent => ({
  ...event,
  eventTime: new Date(Date.parse(event.eventTime) - days * dayMilliseconds).toISOString().replace(".000", ""),
});

/** So many events, each made from its place in the list. */
export const times = (
  count: number,
  make: (index: number) => CloudTrailEvent | readonly CloudTrailEvent[],
): CloudTrailEvent[] => Array.from({ length: count }, (_, index) => make(index)).flat();

/** The same for records of other logs. */
export const records = (count: number, make: (index: number) => LogRecord): LogRecord[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** A minute of an hour, such as `10:07`. */
export const minute = (hour: number, index: number): string =>
  `${String(hour).padStart(2, "0")}:${String(index % 60).padStart(2, "0")}`;

/** A call that was refused. */
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
