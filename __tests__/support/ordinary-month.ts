import { type Call, type CloudTrailEvent, eventOf } from "../../sample-data/events/event";
import { Dice } from "./dice";
import { accounts, callers, type Habit, type Moment } from "./month/habit";
import { machineHabits } from "./month/machines";
import { peopleHabits } from "./month/people";
import { pipelineHabits } from "./month/pipelines";

/** A Sunday. */
const firstDay = Date.UTC(2026, 2, 1);
const days = 30;
const region = "eu-west-1";
const habits: readonly Habit[] = [...machineHabits, ...peopleHabits, ...pipelineHabits];
const anHour = 3_600_000;

/**
 * Thirty days of an organization of eight accounts without attacks: services, workloads, people and pipelines, which change
 * roles, policies, buckets and security groups in their work. Generates the events one by one, hour by hour.
 */
export function* ordinaryMonth(): Generator<CloudTrailEvent> {
  const dice = new Dice(2026);
  let made = 0;
  for (let hour = 0; hour < days * 24; hour++) {
    for (const account of accounts) {
      const where = { account, region, day: Math.floor(hour / 24), hour: hour % 24, dice };
      for (const habit of habits) {
        yield* eventsOf(habit, { ...where, name: `made-${++made}` }, firstDay + hour * anHour);
      }
    }
  }
}

function* eventsOf(habit: Habit, moment: Moment, begin: number): Generator<CloudTrailEvent> {
  const { account, dice, name } = moment;
  let id = 0;
  const nextId = () => `${name}-${++id}`;
  for (let time = 0; time < habit.times(moment); time++) {
    const at = begin + dice.below(anHour - 60_000);
    for (const call of habit.calls(moment)) {
      const later = habit.isQuick ? dice.below(60_000) : dice.below(anHour - (at - begin));
      yield eventOf({ ...defaults, account, region, ...call }, new Date(at + later), nextId);
    }
  }
}

const defaults: Pick<Call, "caller" | "service" | "name"> = {
  caller: callers.service("ec2.amazonaws.com"),
  service: "ec2",
  name: "DescribeInstances",
};
