import { type State, type StateMachineDefinition, jsonata, retry } from "../monitoring/state-machine-definition";
import { type HuntText, type HuntMessageProps, huntChatMessage, huntMessage, huntSubject, rowOf } from "./hunt-message";

/** A statement and its parameters: the first and the last day of a run, and the id of the run. */
export interface HuntStatement {
  readonly sql: string;
  readonly parameters: readonly ("from" | "to" | "run")[];
}

/** The statement that reads a source. */
export interface HuntPass extends HuntStatement {
  readonly source: string;

  /**
   * The same statement over tables of the lakehouse, which runs if all of them are loaded.
   *
   * @default the source is always read from the archive
   */
  readonly inLakehouse?: (HuntStatement & { readonly tables: readonly string[] }) | undefined;
}

/** A statement whose parameters are days. Its rows are the names of the tables that are complete in the lakehouse. */
export interface LoadedStatement {
  readonly sql: string;
  readonly parameters: readonly ("today" | "from" | "to")[];
}

export interface HuntDefinitionProps extends HuntMessageProps {
  readonly partition: string;

  /** The statements, one for each source. Each writes rows. */
  readonly passes: readonly HuntPass[];

  /**
   * The statement that returns the tables of the lakehouse that are loaded.
   *
   * @default there is no lakehouse
   */
  readonly loaded?: LoadedStatement | undefined;

  /** The statement that selects the rows that people are notified of. */
  readonly selection: HuntStatement;

  /** Number of whole days before the day of a run that the run reads. */
  readonly days: number;
  readonly workgroupName: string;
  readonly databaseName: string;

  /** Table of DynamoDB with the notices. */
  readonly registerName: string;

  /** Topic of each severity. */
  readonly topicArns: Readonly<Record<"page" | "notify", string>>;

  /**
   * Topic of each severity for chat channels, which need another message format.
   *
   * @default no message is sent to chat channels
   */
  readonly chatTopicArns?: Readonly<Record<"page" | "notify", string>> | undefined;
  readonly hunts: readonly HuntText[];

  /** Accounts with their names. */
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
}

/**
 * Number of rows in a page of the result. A row contains all results of a hunt, at most 60 KiB. Step Functions accepts at most
 * 256 KiB from a task.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
const pageRows = 3;

/** Maximum size of a statement as JSON, in bytes. Athena repeats the statement in the response about a query. */
const statementLimitBytes = 200_000;

/** Maximum size of the list of account names, in bytes. A variable of Step Functions can have 256 KiB. */
const namesLimitBytes = 200_000;

/** Seconds after which an execution is stopped. If a claimed notice is older and was not sent, another execution may claim it. */
const timeoutSeconds = 3_600;

/** Error names of Step Functions for a failed condition: one for each of its two kinds of tasks. */
const notNew = ["DynamoDb.ConditionalCheckFailedException", "DynamoDB.ConditionalCheckFailedException"];

/**
 * Runs the hunts of a schedule with one statement for each source. Sends one message for each hunt that has rows of which nobody
 * was notified yet.
 *
 * 1. If there is a lakehouse, Athena returns the tables that are complete in it. A source with other tables is read from the archive.
 *    Athena runs the statements of the sources one after the other, and then the statement that selects the rows of this run. If
 *    a query fails or is cancelled, the hunts of other sources still notify. The execution then fails at its end, which raises an
 *    alarm.
 * 2. For each row of a hunt, the execution claims a notice: it writes the notice to the register, unless the register contains it.
 *    A claimed notice that was not sent can be claimed again by the same execution, or by another execution after the timeout.
 * 3. One message contains the claimed rows of the hunt. Then the notices are marked as sent.
 * 4. Chat channels receive a separate message. It is sent last, so that a failure of the chat does not notify people again.
 *
 * @throws when the statement is longer than a task can return
 */
export function huntDefinition(props: HuntDefinitionProps): StateMachineDefinition {
  const ofLakehouse = props.passes.flatMap(({ inLakehouse }) => inLakehouse ?? []);
  for (const { sql } of [...props.passes, ...ofLakehouse, props.selection]) checkLength(sql);
  const firstPass = props.passes[0] === undefined ? "Query" : entryOf(props.passes[0]);
  return {
    Comment: "Tells what hunts find in the events of the last days",
    QueryLanguage: "JSONata",
    TimeoutSeconds: timeoutSeconds,
    StartAt: "Begin",
    States: {
      Begin: {
        Type: "Pass",
        Assign: {
          now: jsonata("$floor($toMillis($states.context.Execution.StartTime) / 1000)"),
          // The name of an execution may contain a quotation mark, which would end a parameter
          run: jsonata('$replace($states.context.Execution.Id, "\'", "\'\'")'),
          failures: [],
          from: jsonata(dayBefore(props.days)),
          to: jsonata(dayBefore(1)),
          ...(props.loaded && { today: jsonata(dayBefore(0)) }),
          hunts: Object.fromEntries(
            props.hunts.map(({ name, severity, ...hunt }) => [
              name,
              {
                ...hunt,
                topicArn: props.topicArns[severity],
                ...(props.chatTopicArns && { chatTopicArn: props.chatTopicArns[severity] }),
              },
            ]),
          ),
        },
        Output: {},
        Next: "Names",
      },
      // A separate state, because all variables of one state together can have 256 KiB
      Names: {
        Type: "Pass",
        Assign: { accounts: accountNames(props.accounts) },
        Output: {},
        Next: props.loaded === undefined ? firstPass : "Loaded",
      },
      ...(props.loaded && loadedStates(props, props.loaded, firstPass)),
      ...Object.assign({}, ...props.passes.map((pass, i) => passStates(props, pass, props.passes[i + 1]))),
      ...queryStates(props, "Query", props.selection, { done: "Page", failed: "NoAnswer" }),
      NoAnswer: {
        Type: "Fail",
        Error: "HuntsWithoutAnswer",
        Cause: jsonata(
          `'Nobody was notified of what hunts found from ' & $from & ' to ' & $to & '. Athena ended the query ' & ${ending}`,
        ),
      },
      ...pageStates("Page", props.partition, "function($row, $i) { $i > 0 }", {}),
      ...pageStates("NextPage", props.partition, "function($row) { true }", { NextToken: jsonata("$nextToken") }),
      MoreHunts: {
        Type: "Choice",
        Choices: [
          { Condition: jsonata("$place < $count($found)"), Next: "Hunt" },
          { Condition: jsonata("$nextToken != ''"), Next: "NextPage" },
        ],
        Default: "AllRead",
      },
      AllRead: {
        Type: "Choice",
        Choices: [{ Condition: jsonata("$count($failures) > 0"), Next: "SourcesUnread" }],
        Default: "Done",
      },
      SourcesUnread: {
        Type: "Fail",
        Error: "HuntsWithoutAnswer",
        Cause: jsonata("'No hunt looked at ' & $from & ' to ' & $to & ' in ' & $join($failures, '; ')"),
      },
      Hunt: {
        Type: "Pass",
        Assign: {
          name: jsonata("$found[$place].hunt"),
          hunt: jsonata("$lookup($hunts, $found[$place].hunt)"),
          rows: jsonata(`[$map($parse($found[$place].rows), ${rowOf})]`),
          row: 0,
          fresh: [],
        },
        Output: {},
        Next: "MoreRows",
      },
      ...noticeStates(props),
      NextHunt: { Type: "Pass", Assign: { place: jsonata("$place + 1") }, Output: {}, Next: "MoreHunts" },
      Done: { Type: "Succeed", Output: {} },
    },
  };
}

const dayBefore = (days: number): string =>
  `$fromMillis($toMillis($states.context.Execution.StartTime) - ${days} * 86400000, '[Y0001]/[M01]/[D01]')`;

/** Names by account id. Empty if the names are too long. */
function accountNames(accounts: HuntDefinitionProps["accounts"]): Record<string, string> {
  const names = Object.fromEntries(accounts.map(({ id, name }) => [id, name]));
  return Buffer.byteLength(JSON.stringify(names)) > namesLimitBytes ? {} : names;
}

/** @throws when a statement is longer than Athena can repeat to a state */
function checkLength(sql: string): void {
  const bytes = Buffer.byteLength(JSON.stringify(sql));
  if (bytes > statementLimitBytes) {
    throw new Error(
      `a statement of the hunts has ${bytes} bytes, and a state can contain at most ${statementLimitBytes}; disable some hunts`,
    );
  }
}

/** Expression that describes how a query ended. */
const ending = "$queryId & ' as ' & $queryState & ': ' & $reason";

/** Name of the state that starts the statement of a source, such as `ScanFlowLogs`. */
const passName = ({ source }: HuntPass): string =>
  `Scan${source.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())}`;

/** Name of the first state of a source. */
const entryOf = (pass: HuntPass): string =>
  pass.inLakehouse === undefined ? passName(pass) : `${passName(pass)}Choice`;

/** Runs the statement of a source. If it fails, the statements of other sources still run. */
function passStates(props: HuntDefinitionProps, pass: HuntPass, following?: HuntPass): Record<string, State> {
  const name = passName(pass);
  const done = following === undefined ? "Query" : entryOf(following);
  return {
    ...(pass.inLakehouse && lakehouseStates(props, name, pass.inLakehouse, done)),
    ...queryStates(props, name, pass, { done, failed: `${name}Failed` }),
    [`${name}Failed`]: {
      Type: "Pass",
      Assign: { failures: jsonata(`[$append($failures, '${pass.source}: Athena ended the query ' & ${ending})]`) },
      Output: {},
      Next: done,
    },
  };
}

/** Runs the statement over the lakehouse if its tables are loaded. If it fails, the source is read from the archive. */
function lakehouseStates(
  props: HuntDefinitionProps,
  name: string,
  { tables, ...statement }: NonNullable<HuntPass["inLakehouse"]>,
  done: string,
): Record<string, State> {
  const names = tables.map((table) => `'${table}'`).join(", ");
  return {
    [`${name}Choice`]: {
      Type: "Choice",
      Choices: [
        { Condition: jsonata(`$count([${names}][$ in $loaded]) = ${tables.length}`), Next: `${name}Lakehouse` },
      ],
      Default: name,
    },
    ...queryStates(props, `${name}Lakehouse`, statement, { done, failed: name }),
  };
}

/** Reads which tables of the lakehouse are loaded. If the query fails, every source is read from the archive. */
function loadedStates(props: HuntDefinitionProps, loaded: LoadedStatement, next: string): Record<string, State> {
  return {
    ...queryStates(props, "Loaded", loaded, { done: "LoadedTables", failed: "NotLoaded" }),
    LoadedTables: {
      Type: "Task",
      Resource: athena(props.partition, "getQueryResults"),
      Arguments: { QueryExecutionId: jsonata("$queryId") },
      Retry: retry,
      Assign: {
        // The first row contains the column names
        loaded: jsonata(
          "[$map($filter($states.result.ResultSet.Rows, function($row, $i) { $i > 0 }), function($row) { $row.Data[0].VarCharValue })]",
        ),
      },
      Output: {},
      Next: next,
    },
    NotLoaded: { Type: "Pass", Assign: { loaded: [] }, Output: {}, Next: next },
  };
}

/** Starts a query, and waits for its end. */
function queryStates(
  props: HuntDefinitionProps,
  name: string,
  { sql, parameters }: HuntStatement | LoadedStatement,
  next: { readonly done: string; readonly failed: string },
): Record<string, State> {
  return {
    [name]: {
      Type: "Task",
      Resource: athena(props.partition, "startQueryExecution"),
      Arguments: {
        QueryString: sql,
        WorkGroup: props.workgroupName,
        QueryExecutionContext: { Database: props.databaseName },
        ExecutionParameters: jsonata(`[${parameters.map((one) => `"'" & $${one} & "'"`).join(", ")}]`),
      },
      Retry: retry,
      Assign: { queryId: jsonata("$states.result.QueryExecutionId") },
      Output: {},
      Next: `${name}Wait`,
    },
    [`${name}Wait`]: { Type: "Wait", Seconds: 10, Next: `${name}Read` },
    [`${name}Read`]: {
      Type: "Task",
      Resource: athena(props.partition, "getQueryExecution"),
      Arguments: { QueryExecutionId: jsonata("$queryId") },
      Retry: retry,
      Assign: {
        queryState: jsonata("$states.result.QueryExecution.Status.State"),
        reason: jsonata(`(
          $reason := $states.result.QueryExecution.Status.StateChangeReason;
          $exists($reason) ? $substring($reason, 0, 1000) : 'Athena gives no reason'
        )`),
      },
      Output: {},
      Next: `${name}Done`,
    },
    [`${name}Done`]: {
      Type: "Choice",
      Choices: [
        { Condition: jsonata("$queryState = 'SUCCEEDED'"), Next: next.done },
        { Condition: jsonata("$queryState in ['QUEUED', 'RUNNING']"), Next: `${name}Wait` },
      ],
      Default: next.failed,
    },
  };
}

/** Reads a page of the result. The first row of the first page contains the column names. */
function pageStates(name: string, partition: string, isWanted: string, page: object): Record<string, State> {
  return {
    [name]: {
      Type: "Task",
      Resource: athena(partition, "getQueryResults"),
      Arguments: { QueryExecutionId: jsonata("$queryId"), MaxResults: pageRows, ...page },
      Retry: retry,
      Assign: {
        found: jsonata(`[$map($filter($states.result.ResultSet.Rows, ${isWanted}), function($row) {
          { 'hunt': $row.Data[0].VarCharValue, 'rows': $row.Data[1].VarCharValue }
        })]`),
        nextToken: jsonata("$exists($states.result.NextToken) ? $states.result.NextToken : ''"),
        place: 0,
      },
      Output: {},
      Next: "MoreHunts",
    },
  };
}

/** Claims a notice for each row of a hunt, and notifies of the new rows. */
function noticeStates(props: HuntDefinitionProps): Record<string, State> {
  const { partition, registerName: TableName } = props;
  const expires = "$string($now + $hunt.quietDays * 86400)";
  const execution = "$states.context.Execution.Id";
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
      Type: "Task",
      Resource: `arn:${partition}:states:::aws-sdk:dynamodb:putItem`,
      Arguments: {
        TableName,
        Item: {
          notice: { S: jsonata("$rows[$row].notice") },
          hunt: { S: jsonata("$name") },
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
      Catch: [{ ErrorEquals: notNew, Output: {}, Next: "NextRow" }],
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
      Type: "Task",
      Resource: `arn:${partition}:states:::aws-sdk:dynamodb:transactWriteItems`,
      Arguments: {
        TransactItems: jsonata(`[$map($fresh, function($i) { { 'Update': {
          'TableName': '${TableName}',
          'Key': { 'notice': { 'S': $rows[$i].notice } },
          'UpdateExpression': 'SET isSent = :yes, expires = :expires',
          'ExpressionAttributeValues': { ':yes': { 'BOOL': true }, ':expires': { 'N': ${expires} } }
        } } })]`),
      },
      Retry: retry,
      Output: {},
      Next: props.chatTopicArns ? "NotifyChat" : "NextHunt",
    },
    ...(props.chatTopicArns && {
      NotifyChat: {
        Type: "Task",
        Resource: `arn:${partition}:states:::sns:publish`,
        Arguments: { TopicArn: jsonata("$hunt.chatTopicArn"), Message: jsonata(huntChatMessage(props.prefix)) },
        Retry: retry,
        Output: {},
        Next: "NextHunt",
      } satisfies State,
    }),
  };
}

const athena = (partition: string, action: string): string => `arn:${partition}:states:::aws-sdk:athena:${action}`;
