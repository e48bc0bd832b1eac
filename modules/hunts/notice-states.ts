import { type State, jsonata, retry } from "../monitoring/state-machine-definition";
import type { HuntDefinitionProps } from "./definition-props";
import { huntChatMessage, huntMessage, huntSubject } from "./hunt-message";

/** Seconds after which an execution is stopped. If a claimed notice is older and was not sent, another execution may claim it. */
export const timeoutSeconds = 3_600;

/** Error names of Step Functions for a failed condition: one for each of its two kinds of tasks. */
const notNew = ["DynamoDb.ConditionalCheckFailedException", "DynamoDB.ConditionalCheckFailedException"];

/** Namespace of the metrics with the number of notices of each hunt. */
export const noticeNamespace = "HuntNotices";

const execution = "$states.context.Execution.Id";

/** A row of the register, as expressions. */
interface Notice {
  readonly notice: string;
  readonly hunt: string;

  /** Time in seconds. */
  readonly expires: string;
}

/** A task that claims a notice, unless the register contains it. `known` is the state that follows if it does. */
export const claiming = (
  { partition, registerName }: HuntDefinitionProps,
  { notice, hunt, expires }: Notice,
  known: string,
): Pick<State, "Type" | "Resource" | "Arguments" | "Retry" | "Catch"> => ({
  Type: "Task",
  Resource: `arn:${partition}:states:::aws-sdk:dynamodb:putItem`,
  Arguments: {
    TableName: registerName,
    Item: {
      notice: { S: jsonata(notice) },
      hunt: { S: jsonata(hunt) },
      claimedBy: { S: jsonata(execution) },
      claimedAt: { N: jsonata("$string($now)") },
      isSent: { BOOL: false },
      expires: { N: jsonata(expires) },
    },
    ConditionExpression:
      "attribute_not_exists(notice) OR expires < :now OR (isSent = :no AND (claimedBy = :me OR claimedAt < :dead))",
    ExpressionAttributeValues: {
      ":now": { N: jsonata("$string($now)") },
      ":no": { BOOL: false },
      ":me": { S: jsonata(execution) },
      ":dead": { N: jsonata(`$string($now - ${timeoutSeconds})`) },
    },
  },
  Retry: [{ ErrorEquals: notNew, MaxAttempts: 0 }, ...retry],
  Catch: [{ ErrorEquals: notNew, Output: {}, Next: known }],
});

/** A task that marks claimed notices as sent. `notices` is a list of keys, as an expression. */
export const marking = (
  { partition, registerName }: HuntDefinitionProps,
  notices: string,
  expires: string,
): Pick<State, "Type" | "Resource" | "Arguments" | "Retry"> => ({
  Type: "Task",
  Resource: `arn:${partition}:states:::aws-sdk:dynamodb:transactWriteItems`,
  Arguments: {
    TransactItems: jsonata(`[$map(${notices}, function($notice) { { 'Update': {
          'TableName': '${registerName}',
          'Key': { 'notice': { 'S': $notice } },
          'UpdateExpression': 'SET isSent = :yes, expires = :expires',
          'ExpressionAttributeValues': { ':yes': { 'BOOL': true }, ':expires': { 'N': ${expires} } }
        } } })]`),
  },
  Retry: retry,
});

/** Claims a notice for each row of a hunt, notifies of the new rows, and counts them. */
export function noticeStates(props: HuntDefinitionProps): Record<string, State> {
  const { partition, chatTopicArns, sendsWeek } = props;
  const expires = "$string($now + $hunt.quietDays * 86400)";
  const published = sendsWeek ? "Count" : "NextHunt";
  return {
    MoreRows: {
      Type: "Choice",
      Choices: [
        { Condition: jsonata("$row < $count($rows)"), Next: "Claim" },
        { Condition: jsonata("$count($fresh) > 0"), Next: "Notify" },
      ],
      Default: "NextHunt",
    },
    Claim: {
      ...claiming(props, { notice: "$rows[$row].notice", hunt: "$name", expires }, "NextRow"),
      Assign: { fresh: jsonata("[$append($fresh, $row)]") },
      Output: {},
      Next: "NextRow",
    },
    NextRow: { Type: "Pass", Assign: { row: jsonata("$row + 1") }, Output: {}, Next: "MoreRows" },
    Notify: {
      Type: "Task",
      Resource: `arn:${partition}:states:::sns:publish`,
      Arguments: {
        TopicArn: jsonata("$hunt.topicArn"),
        Subject: jsonata(huntSubject(props.prefix)),
        Message: jsonata(huntMessage),
      },
      Retry: retry,
      Output: {},
      Next: "Sent",
    },
    Sent: {
      ...marking(props, "$map($fresh, function($i) { $rows[$i].notice })", expires),
      Output: {},
      Next: chatTopicArns ? "NotifyChat" : published,
    },
    ...(chatTopicArns && {
      NotifyChat: {
        Type: "Task",
        Resource: `arn:${partition}:states:::sns:publish`,
        Arguments: { TopicArn: jsonata("$hunt.chatTopicArn"), Message: jsonata(huntChatMessage(props.prefix)) },
        Retry: retry,
        Output: {},
        Next: published,
      } satisfies State,
    }),
    ...(sendsWeek && {
      Count: {
        Type: "Task",
        Resource: `arn:${partition}:states:::aws-sdk:cloudwatch:putMetricData`,
        Arguments: {
          Namespace: noticeNamespace,
          MetricData: [{ MetricName: jsonata("$name"), Value: jsonata("$count($fresh)"), Unit: "Count" }],
        },
        Retry: retry,
        Output: {},
        Next: "NextHunt",
      } satisfies State,
    }),
  };
}
