import {
  lastSeen,
  lastSeenQuery,
  message,
  periods,
  knownAccounts,
  quietRegions,
  stillQuiet,
  subject,
  unknownAccounts,
} from "./silence-check-expressions";
import { type StateMachineDefinition, insightsQueryStates, jsonata, retry } from "./state-machine-definition";

export interface SilenceCheckDefinitionProps {
  readonly partition: string;

  /** Prefix of the subject of the message. */
  readonly prefix: string;

  /** Log group of the trail. */
  readonly logGroupName: string;

  /** Topic to notify. */
  readonly topicArn: string;

  /** Accounts that are expected to have events every day. */
  readonly accounts: readonly { readonly id: string; readonly name: string }[];

  /**
   * Known accounts that are not expected to have events. With this list, the check also reports accounts that have events but are in
   * neither list.
   *
   * @default unknown accounts are not reported
   */
  readonly otherAccounts?: readonly string[] | undefined;

  /** URL of the runbook. */
  readonly runbook: string;
}

/**
 * Maximum number of rows of one result. A row has about 100 bytes, and Step Functions accepts 256 KiB from a task.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
const rowLimit = 2_000;

/** Maximum number of bytes of the list of accounts. A variable of Step Functions can have 256 KiB. */
const listLimitBytes = 200_000;

/**
 * Queries the trail's log group for accounts and regions with events, and notifies of accounts and regions without events.
 *
 * 1. Accounts without an event in the last 24 hours. A result has at most 2,000 rows. For a larger organization there are several
 *    queries: each reads the accounts with given last digits of the account id.
 * 2. Regions with events on each of the seven days before, and without events on the last whole day (UTC).
 * 3. For silent accounts: the time of their last event.
 *
 * The first query also finds accounts that have events but are not listed, such as new accounts.
 *
 * No message is sent if no account and no region is silent and no account is unknown. If a query fails, the execution fails, which
 * raises an alarm.
 */
export function silenceCheckDefinition(props: SilenceCheckDefinitionProps): StateMachineDefinition {
  const { logGroupName, otherAccounts } = props;
  const query = { partition: props.partition, logGroupName, failed: "NoAnswer" };

  return {
    Comment: "Notifies of accounts and regions without recent events in the trail",
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
          unknown: [],
          parts: accountQueries(props.accounts.map(({ id }) => id)),
          part: 0,
        },
        Output: {},
        Next: otherAccounts ? "KnownAccounts" : "Accounts",
      },
      // A separate state, because all variables of one state together can have 256 KiB
      ...(otherAccounts && {
        KnownAccounts: {
          Type: "Pass",
          Assign: { known: jsonata(knownAccounts(otherAccounts)) },
          Output: {},
          Next: "Accounts",
        },
      }),
      ...insightsQueryStates({
        ...query,
        name: "Accounts",
        queryString: jsonata("$parts[$part]"),
        ...periods.lastDay,
        keep: { quiet: stillQuiet, ...(otherAccounts && { unknown: unknownAccounts }) },
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
          { Condition: jsonata("$count($quietRegions) + $count($unknown) > 0"), Next: "Notify" },
        ],
        Default: "AllWell",
      },
      ...insightsQueryStates({
        ...query,
        name: "LastSeen",
        queryString: jsonata(lastSeenQuery),
        ...periods.lookBack,
        keep: { lastSeen },
        next: "Notify",
      }),
      Notify: {
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

/** Accounts as ids with names, or only as ids if the list would be too long. The first twelve characters are the id. */
function accountList(accounts: SilenceCheckDefinitionProps["accounts"]): string[] {
  const withNames = accounts.map(({ id, name }) => `${id} ${name}`);
  return Buffer.byteLength(JSON.stringify(withNames)) > listLimitBytes ? accounts.map(({ id }) => id) : withNames;
}

/** One query, or several by the last digit of the account id. */
function accountQueries(ids: readonly string[]): string[] {
  const statistic = "stats count(*) as events by recipientAccountId | limit 10000";
  if (ids.length <= rowLimit) return [statistic];

  const parts: { digits: string; accounts: number }[] = [];
  for (const digit of "0123456789") {
    const accounts = ids.filter((id) => id.endsWith(digit)).length;
    const last = parts.at(-1);
    if (last && last.accounts + accounts <= rowLimit)
      parts.splice(-1, 1, { digits: last.digits + digit, accounts: last.accounts + accounts });
    else parts.push({ digits: digit, accounts });
  }
  return parts.map(({ digits }) => `filter recipientAccountId like /[${digits}]$/ | ${statistic}`);
}
