import { attackStories, type Scene } from "./attack-stories";
import { Callers } from "./callers";
import { type CloudTrailEvent, eventOf, globalRegion } from "./event";
import { ordinaryHour, type AccountRegion } from "./ordinary-traffic";
import { Random } from "./random";

export interface DaySource {
  /** The day, `yyyy-MM-dd` in UTC. */
  readonly day: string;
  readonly partition: string;
  readonly management: string;
  readonly logArchive: string;

  /** Two or more accounts. The first two are attacked. */
  readonly members: readonly string[];

  /** Home region of the organization. */
  readonly home: string;
}

/** Region that the organization does not use. */
export const remoteRegion = "ap-southeast-1";

/** The events of a day of an organization in order of time: ordinary traffic in every account, and every attack. */
export function dayOfEvents(source: DaySource): CloudTrailEvent[] {
  const random = new Random(source.day);
  const callers = new Callers(source.partition);
  const events: CloudTrailEvent[] = [];

  for (const place of accountRegionsOf(source)) {
    for (let hour = 0; hour < 24; hour++) {
      for (const call of ordinaryHour(place, hour, callers, random)) {
        const at = new Date(`${source.day}T00:00:00Z`).getTime() + (hour * 3_600 + random.below(3_600)) * 1_000;
        events.push(eventOf(call, new Date(at), random.uuid));
      }
    }
  }
  for (const { calls } of attackStories) {
    for (const { at, ...call } of calls(sceneOf(source, callers))) {
      events.push(eventOf(call, new Date(`${source.day}T${at}Z`), random.uuid));
    }
  }
  return events.toSorted((a, b) => a.eventTime.localeCompare(b.eventTime));
}

function accountRegionsOf({ management, logArchive, members, home }: DaySource): AccountRegion[] {
  const people = ["ada", "grace", "linus"];
  return [management, logArchive, ...members].flatMap((account) =>
    [...new Set([home, globalRegion])].map((region) => ({ account, region, people })),
  );
}

function sceneOf({ management, members, home }: DaySource, callers: Callers): Scene {
  const [payments, website] = members;
  if (payments === undefined || website === undefined) {
    throw new Error(`generated events need two member accounts, got ${members.length}; create at least two`);
  }
  return { management, payments, website, home, remote: remoteRegion, global: globalRegion, callers };
}

/** The day to generate: the last complete day in UTC. Services deliver no more logs for a complete day. */
export function dayToWrite(now: Date = new Date()): string {
  const aDay = 24 * 60 * 60_000;
  return new Date(now.getTime() - aDay).toISOString().slice(0, 10);
}
