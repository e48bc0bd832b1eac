import { type Period, daysBefore } from "./period";

/** A saved query of the report, and the values of its parameters. */
export interface ReportedQuery {
  readonly name: string;

  /** Values besides those with a default, by the name of the parameter. */
  readonly given: (period: Period) => Readonly<Record<string, string>>;
}

const days = ({ from, to }: Period) => ({ from, to });

/** Days before the report in which a principal that called counts as known. */
export const knownDays = 30;

/** The saved queries of a report. */
export const reportedQueries: readonly ReportedQuery[] = [
  { name: "cost-events-by-day", given: days },
  { name: "health-events-by-account-and-region", given: days },
  { name: "cost-events-by-service", given: days },
  { name: "identity-sign-ins", given: days },
  { name: "identity-failed-sign-ins", given: days },
  { name: "identity-denied-calls-by-principal", given: days },
  {
    name: "identity-new-principals",
    given: ({ from, to }) => ({ from, to, since: daysBefore(from, knownDays).replaceAll("-", "/") }),
  },
  { name: "health-silent-accounts", given: days },
  { name: "health-silent-hours", given: days },
  { name: "compliance-config-coverage", given: ({ to }) => ({ to }) },
];
