import { Callers } from "../../../tools/sample-data/events/callers";
import type { Call, Caller } from "../../../tools/sample-data/events/event";
import { account, partition } from "../../../tools/sample-data/values";
import type { Dice } from "../dice";

/** Where and when something happens. */
export interface Moment {
  readonly account: string;
  readonly region: string;

  /** From 0; day 0 is a Sunday. */
  readonly day: number;
  readonly hour: number;
  readonly dice: Dice;

  /** A word that differs each time: the name of what is made. */
  readonly name: string;
}

/** Something an organization does again and again. */
export interface Habit {
  /** How many times in this hour. */
  readonly times: (moment: Moment) => number;
  readonly calls: (moment: Moment) => readonly Partial<Call>[];

  /** Whether its calls come within a minute, as those of programs do; else within the hour. */
  readonly isQuick?: boolean;
}

export const accounts = [1, 2, 3, 4, 5, 6, 7, 8].map(account);
export const [management = "", archive = ""] = accounts;
export const callers = new Callers(partition);

const isWorkday = ({ day }: Moment): boolean => day % 7 > 0 && day % 7 < 6;

/** So many times in each hour of the day and night. */
export const everyHour = (times: number) => (): number => times;

/** So many times in each hour of work. */
export const atWork = (times: number) => (moment: Moment) =>
  isWorkday(moment) && moment.hour >= 8 && moment.hour < 18 ? times : 0;

/** Once a day, at this hour of workdays. */
export const daily = (hour: number) => (moment: Moment) => (moment.hour === hour && isWorkday(moment) ? 1 : 0);

/** Once every night. */
export const nightly = (hour: number) => (moment: Moment) => (moment.hour === hour ? 1 : 0);

/** Once a week, on a day of it from 0 for Sunday. */
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

/** A program in a role. */
export const program = (id: string, role: string, agent: string, address = "198.51.100.20"): Caller =>
  callers.role(id, role, `${role}-session`, { address, agent });

/** A role of a person that IAM Identity Center keeps. */
export function person(id: string, permissionSet: string, name: string, agent?: string): Caller {
  const from = callers.person(id, `${name}@example.com`, "198.51.100.7");
  const role = `aws-reserved/sso.amazonaws.com/AWSReservedSSO_${permissionSet}_0123456789abcdef`;
  const caller = callers.role(id, role, `${name}@example.com`, from);
  return agent === undefined ? caller : { ...caller, agent, fromConsole: undefined };
}

/** A service that calls with a role of the account, because somebody requested it or because it is its purpose. */
export function through(id: string, role: string, service: string): Caller {
  const address = `${service}.amazonaws.com`;
  const caller = callers.role(id, role, role, { address, agent: address });
  return { ...caller, identity: { ...caller.identity, invokedBy: address } };
}

/** A service with the role that is linked to it. */
export const linked = (id: string, service: string, name: string): Caller =>
  through(id, `aws-service-role/${service}.amazonaws.com/AWSServiceRoleFor${name}`, service);
