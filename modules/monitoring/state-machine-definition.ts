/** A state, in the words of the Amazon States Language. */
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
 * A JSONata expression of a state. Line breaks are the source's, and left out. An expression that finds nothing fails
 * the execution.
 */
export function jsonata(expression: string): string {
  return `{% ${expression.trim().replaceAll(/\s*\n\s*/g, " ")} %}`;
}

/** Tries a task again that AWS throttled, or that was unlucky: six times within ten minutes. */
export const retry = [{ ErrorEquals: ["States.TaskFailed"], IntervalSeconds: 10, BackoffRate: 2, MaxAttempts: 6 }];

export interface InsightsQuery {
  readonly partition: string;

  /** Beginning of its states' names. */
  readonly name: string;
  readonly logGroupName: string;

  /** The question, as text or as a JSONata expression. */
  readonly queryString: string;

  /** First and last second of the events that are asked, as JSONata. */
  readonly from: string;
  readonly until: string;

  /** What to keep of the answer, by the name of the variable, as JSONata that reads `$states.result.Results`. */
  readonly keep: Readonly<Record<string, string>>;

  /** State that follows the complete answer. */
  readonly next: string;

  /** State that follows when there is none. */
  readonly failed: string;
}

/**
 * The states that ask CloudWatch Logs Insights and wait for the answer.
 *
 * What is kept is computed from each answer, also from that of a query still running, so that only two variables are
 * needed; the next state sees the complete one.
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
