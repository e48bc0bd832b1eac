/** A state, with the field names of the Amazon States Language. */
export type State = Readonly<Record<string, unknown>>;

/**
 * A state machine whose expressions are JSONata.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export interface StateMachineDefinition {
  readonly Comment: string;
  readonly QueryLanguage: "JSONata";
  readonly TimeoutSeconds: number;
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

/**
 * A JSONata expression of a state. Line breaks of the source are removed. If an expression has no result, the execution fails.
 */
export function jsonata(expression: string): string {
  return `{% ${expression.trim().replaceAll(/\s*\n\s*/g, " ")} %}`;
}

/** Retries a failed task, for example after throttling: six times within ten minutes. */
export const retry = [{ ErrorEquals: ["States.TaskFailed"], IntervalSeconds: 10, BackoffRate: 2, MaxAttempts: 6 }];

export interface InsightsQuery {
  readonly partition: string;

  /** Prefix of the names of the states of the query. */
  readonly name: string;
  readonly logGroupName: string;

  /** The query, as a string or as a JSONata expression. */
  readonly queryString: string;

  /** First and last second of the events to read, as JSONata. */
  readonly from: string;
  readonly until: string;

  /** Values to keep from the result: for each variable name, a JSONata expression over `$states.result.Results`. */
  readonly keep: Readonly<Record<string, string>>;

  /** State that follows the complete result. */
  readonly next: string;

  /** State that follows when the query fails. */
  readonly failed: string;
}

/**
 * The states that start a query of CloudWatch Logs Insights and wait for its result.
 *
 * The variables are computed after each poll, even while the query still runs. After the last poll, they contain the values of the
 * complete result.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetQueryResults.html
 */
export function insightsQueryStates(query: InsightsQuery): Record<string, State> {
  const { name, next, failed } = query;
  const logs = (action: string) => `arn:${query.partition}:states:::aws-sdk:cloudwatchlogs:${action}`;
  const state = { start: name, wait: `${name}Wait`, read: `${name}Read`, done: `${name}Done` };

  return {
    [state.start]: {
      Type: "Task",
      Resource: logs("startQuery"),
      Arguments: {
        LogGroupName: query.logGroupName,
        QueryString: query.queryString,
        StartTime: jsonata(query.from),
        EndTime: jsonata(query.until),
        Limit: 10_000,
      },
      Retry: retry,
      Assign: { queryId: jsonata("$states.result.QueryId") },
      Next: state.wait,
    },
    [state.wait]: { Type: "Wait", Seconds: 10, Next: state.read },
    [state.read]: {
      Type: "Task",
      Resource: logs("getQueryResults"),
      Arguments: { QueryId: jsonata("$queryId") },
      Retry: retry,
      Assign: {
        queryStatus: jsonata("$states.result.Status"),
        ...Object.fromEntries(Object.entries(query.keep).map(([variable, text]) => [variable, jsonata(text)])),
      },
      Output: {},
      Next: state.done,
    },
    [state.done]: {
      Type: "Choice",
      Choices: [
        { Condition: jsonata("$queryStatus = 'Complete'"), Next: next },
        { Condition: jsonata("$queryStatus in ['Scheduled', 'Running']"), Next: state.wait },
      ],
      Default: failed,
    },
  };
}
