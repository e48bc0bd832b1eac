import { type State, type StateMachineDefinition, jsonata, retry } from "../monitoring/state-machine-definition";
import type { HuntDefinitionProps, HuntPass, HuntStatement, LoadedStatement } from "./definition-props";
import { rowOf } from "./hunt-message";
import { noticeStates, timeoutSeconds } from "./notice-states";
import { weekStates } from "./week-states";

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

/**
 * Runs the hunts of a schedule with one statement for each source. Sends one message for each hunt that has rows of which no one
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
 * 5. The notices of each hunt are counted, and on Mondays a message contains the counts of the week.
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
                severity,
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
        Default: props.sendsWeek ? "Week" : "AllRead",
      },
      ...(props.sendsWeek && weekStates(props, "AllRead")),
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

const athena = (partition: string, action: string): string => `arn:${partition}:states:::aws-sdk:athena:${action}`;
