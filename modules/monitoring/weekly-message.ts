import { type State, jsonata, retry } from "./state-machine-definition";

/** The end of the seven days that a weekly message is about, for the variable `until`: the last midnight (UTC). */
export const endOfWeek = jsonata("$substring($states.context.Execution.StartTime, 0, 10) & 'T00:00:00Z'");

/** Begin of the seven days before the variable `until`. */
const beginOfWeek = "$fromMillis($toMillis($until) - 7 * 86400000)";
const dayOf = (time: string): string => `$substring(${time}, 0, 10)`;

export interface WeekCountProps {
  readonly partition: string;

  /** JSONata of the metrics to sum, with one sum for each day. A day begins at midnight, so it has no value of another week. */
  readonly queries: string;

  /**
   * Arguments that request another page of the answer.
   *
   * @default the first page
   */
  readonly page?: object;

  /** Variables that receive the sums. */
  readonly assign: object;
  readonly next: string;
}

/**
 * Sums metrics over the seven days before the variable `until`.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export function countWeek({ partition, queries, page = {}, assign, next }: WeekCountProps): State {
  return {
    Type: "Task",
    Resource: `arn:${partition}:states:::aws-sdk:cloudwatch:getMetricData`,
    Arguments: {
      MetricDataQueries: jsonata(queries),
      StartTime: jsonata(beginOfWeek),
      EndTime: jsonata("$until"),
      ...page,
    },
    Retry: retry,
    Assign: assign,
    Output: {},
    Next: next,
  };
}

export interface WeekMessageProps {
  readonly partition: string;
  readonly topicArn: string;

  /** Begin of the subject. The first day of the week follows. */
  readonly subject: string;

  /** JSONata of the lines of the message. */
  readonly lines: readonly string[];

  /** JSONata that assigns the variables of the lines, and {@link countedLines} to the variable `lines`. */
  readonly variables: string;
}

/** Sends the message about a week to a topic. */
export function notifyOfWeek(props: WeekMessageProps, then: { readonly Next: string } | { readonly End: true }): State {
  const { partition, topicArn, subject, lines, variables } = props;
  const message = `(\n${variables}\n  $join([\n    ${lines.join(",\n    ")}\n  ], '\\n')\n)`;
  return {
    Type: "Task",
    Resource: `arn:${partition}:states:::sns:publish`,
    Arguments: {
      TopicArn: topicArn,
      Subject: jsonata(`'${subject} ' & ${dayOf(beginOfWeek)}`),
      Message: jsonata(message),
    },
    Retry: retry,
    Output: {},
    ...then,
  };
}

/** A sentence that ends with the days of the week. */
export const sentenceOfWeek = (begin: string, more = ""): string =>
  `'${begin} from ' & ${dayOf(beginOfWeek)} & ' to ' & ${dayOf("$fromMillis($toMillis($until) - 1)")} & ' (UTC).${more}'`;

/** Lines for some rows, or a line that says that there are none. */
export const linesOf = (rows: string, hasTag: boolean): string =>
  `$exists(${rows}) ? $lines(${rows}, ${hasTag}) : '         0  nothing'`;

/** Lines with a count, the title and the runbook of rows. The largest counts are first. */
export const countedLines = `function($rows, $tag) { $map($rows^(>count), function($row) {
    $pad($formatNumber($row.count, '#,##0'), -10) & '  ' & ($tag ? '[' & $row.severity & '] ' : '') & $row.title
    & '\\n            ' & $row.runbook
  }) }`;
