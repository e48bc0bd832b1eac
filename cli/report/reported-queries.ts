import { type Period, daysBefore } from "./period";

/** A saved query of the report, and the values of its parameters. */
export interface ReportedQuery {
  readonly name: string;

  /** Values of parameters, by name. Other parameters have their default. */
  readonly given: (period: Period) => Readonly<Record<string, string>>;
}

const days = ({ from, to }: Period) => ({ from, to });

/** Number of days before the report. A principal with calls in these days is not new. */
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
