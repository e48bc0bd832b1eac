import { Callers } from "../../../sample-data/events/callers";
import type { Call, Caller } from "../../../sample-data/events/event";
import { account, partition } from "../../../sample-data/values";
import type { Dice } from "../dice";

/** The account, the region and the hour of an activity. */
export interface Moment {
  readonly account: string;
  readonly region: string;

  /** The number of the day from 0. Day 0 is a Sunday. */
  readonly day: number;
  readonly hour: number;
  readonly dice: Dice;

  /** A different word each time, for the names of created resources. */
  readonly name: string;
}

/** An activity that an organization repeats. */
export interface Habit {
  /** The number of repetitions in this hour. */
  readonly times: (moment: Moment) => number;
  readonly calls: (moment: Moment) => readonly Partial<Call>[];

  /** Whether its calls are within one minute, like those of programs, or else within the hour. */
  readonly isQuick?: boolean;
}

export const accounts = [1, 2, 3, 4, 5, 6, 7, 8].map(account);
export const [management = "", archive = ""] = accounts;
export const callers = new Callers(partition);

const isWorkday = ({ day }: Moment): boolean => day % 7 > 0 && day % 7 < 6;

/** This number of times in each hour of day and night. */
export const everyHour = (times: number) => (): number => times;

/** This number of times in each working hour. */
export const atWork = (times: number) => (moment: Moment) =>
  isWorkday(moment) && moment.hour >= 8 && moment.hour < 18 ? times : 0;

/** Once a day, at this hour of each working day. */
export const daily = (hour: number) => (moment: Moment) => (moment.hour === hour && isWorkday(moment) ? 1 : 0);

/** Once every night. */
export const nightly = (hour: number) => (moment: Moment) => (moment.hour === hour ? 1 : 0);

/** Once a week, on the given day from 0 for Sunday. */
export const weekly = (weekday: number, hour: number) => (moment: Moment) =>
  moment.day % 7 === weekday && moment.hour === hour ? 1 : 0;

/** Once in the month. */
export const onDay = (day: number, hour: number) => (moment: Moment) =>
  moment.day === day && moment.hour === hour ? 1 : 0;

/** Only in these accounts. */
export const only =
  (ids: readonly (string | undefined)[], times: (moment: Moment) => number) =>
  (moment: Moment): number =>
    ids.includes(moment.account) ? times(moment) : 0;

/** A program that uses a role. */
export const program = (id: string, role: string, agent: string, address = "198.51.100.20"): Caller =>
  callers.role(id, role, `${role}-session`, { address, agent });

/** A role of a person that IAM Identity Center manages. */
export function person(id: string, permissionSet: string, name: string, agent?: string): Caller {
  const from = callers.person(id, `${name}@example.com`, "198.51.100.7");
  const role = `aws-reserved/sso.amazonaws.com/AWSReservedSSO_${permissionSet}_0123456789abcdef`;
  const caller = callers.role(id, role, `${name}@example.com`, from);
  return agent === undefined ? caller : { ...caller, agent, fromConsole: undefined };
}

/** A service that calls with a role of the account, because somebody requested it or because that is its purpose. */
export function through(id: string, role: string, service: string): Caller {
  const address = `${service}.amazonaws.com`;
  const caller = callers.role(id, role, role, { address, agent: address });
  return { ...caller, identity: { ...caller.identity, invokedBy: address } };
}

/** A service that calls with its service-linked role. */
export const linked = (id: string, service: string, name: string): Caller =>
  through(id, `aws-service-role/${service}.amazonaws.com/AWSServiceRoleFor${name}`, service);
