import {
  lastSeen,
  lastSeenQuery,
  message,
  periods,
  quietRegions,
  stillQuiet,
  subject,
} from "./silence-check-expressions";
import { type StateMachineDefinition, insightsQueryStates, jsonata, retry } from "./state-machine-definition";

export interface SilenceCheckDefinitionProps {
  readonly partition: string;

  /** Beginning of the subject of its message. */
  readonly prefix: string;

  /** Log group of the trail. */
  readonly logGroupName: string;

  /** Topic that is told. */
  readonly topicArn: string;

  /** Accounts that are expected to do something every day. */
  readonly accounts: readonly { readonly id: string; readonly name: string }[];

  /** Address of the runbook. */
  readonly runbook: string;
}

/**
 * Rows of one answer. Each row is about 100 bytes, and Step Functions takes 256 KiB from a task.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
const rowLimit = 2_000;

/** Bytes of the list of accounts, with which it stays below the 256 KiB of a variable. */
const listLimitBytes = 200_000;

/**
 * Asks the trail's log group who was seen, and tells who was not.
 *
 * 1. Accounts without an event within the last 24 hours. Each answer has 2,000 rows at most, so a larger organization
 *    is asked in parts, by the last digit of the account ids.
 * 2. Regions with events on each of the seven days before, and none on the last whole day (UTC).
 * 3. Where an account is silent: when its last event was.
 *
 * Nobody is told that all is well. A query without an answer fails the execution, which raises an alarm.
 */
export function silenceCheckDefinition(props: SilenceCheckDefinitionProps): StateMachineDefinition {
  const { logGroupName } = props;
  const query = { partition: props.partition, logGroupName, failed: "NoAnswer" };

  return {
    Comment: "Tells which accounts and regions the trail has not heard of lately",
    QueryLanguage: "JSONata",
    TimeoutSeconds: 7_200,
    StartAt: "Begin",
    States: {
      Begin: {
        Type: "Pass",
        Assign: {
          now: jsonata("$floor($toMillis($states.context.Execution.StartTime) / 1000)"),
          quiet: accountList(props.accounts),
          quietRegions: [],
          lastSeen: {},
          parts: accountQueries(props.accounts.map(({ id }) => id)),
          part: 0,
        },
        Output: {},
        Next: "Accounts",
      },
      ...insightsQueryStates({
        ...query,
        name: "Accounts",
        queryString: jsonata("$parts[$part]"),
        ...periods.lastDay,
        keep: { quiet: stillQuiet },
        next: "MorePartsOrRegions",
      }),
      MorePartsOrRegions: {
        Type: "Choice",
        Choices: [{ Condition: jsonata("$part + 1 < $count($parts)"), Next: "NextPart" }],
        Default: "Regions",
      },
      NextPart: { Type: "Pass", Assign: { part: jsonata("$part + 1") }, Output: {}, Next: "Accounts" },
      ...insightsQueryStates({
        ...query,
        name: "Regions",
        queryString: "stats count(*) as events by awsRegion, bin(1d) | limit 10000",
        ...periods.wholeDays,
        keep: { quietRegions },
        next: "AnybodySilent",
      }),
      AnybodySilent: {
        Type: "Choice",
        Choices: [
          { Condition: jsonata("$count($quiet) > 0"), Next: "LastSeen" },
          { Condition: jsonata("$count($quietRegions) > 0"), Next: "Tell" },
        ],
        Default: "AllWell",
      },
      ...insightsQueryStates({
        ...query,
        name: "LastSeen",
        queryString: jsonata(lastSeenQuery),
        ...periods.lookBack,
        keep: { lastSeen },
        next: "Tell",
      }),
      Tell: {
        Type: "Task",
        Resource: `arn:${props.partition}:states:::sns:publish`,
        Arguments: {
          TopicArn: props.topicArn,
          Subject: jsonata(subject(props.prefix)),
          Message: jsonata(message(props.runbook)),
        },
        Retry: retry,
        Output: {},
        End: true,
      },
      AllWell: { Type: "Succeed", Output: {} },
      NoAnswer: {
        Type: "Fail",
        Error: "QueryWithoutAnswer",
        Cause: jsonata("'CloudWatch Logs Insights ended the query ' & $queryId & ' with status ' & $queryStatus"),
      },
    },
  };
}

/** Accounts as people read them; ids alone where the names would not fit. The first twelve characters are the id. */
function accountList(accounts: SilenceCheckDefinitionProps["accounts"]): string[] {
  const withNames = accounts.map(({ id, name }) => `${id} ${name}`);
  return Buffer.byteLength(JSON.stringify(withNames)) > listLimitBytes ? accounts.map(({ id }) => id) : withNames;
}

/** One query, or several by the last digit of the account id. */
function accountQueries(ids: readonly string[]): string[] {
  const question = "stats count(*) as events by recipientAccountId | limit 10000";
  if (ids.length <= rowLimit) return [question];

  const parts: { digits: string; accounts: number }[] = [];
  for (const digit of "0123456789") {
    const accounts = ids.filter((id) => id.endsWith(digit)).length;
    const last = parts.at(-1);
    if (last && last.accounts + accounts <= rowLimit)
      parts.splice(-1, 1, { digits: last.digits + digit, accounts: last.accounts + accounts });
    else parts.push({ digits: digit, accounts });
  }
  return parts.map(({ digits }) => `filter recipientAccountId like /[${digits}]$/ | ${question}`);
}
