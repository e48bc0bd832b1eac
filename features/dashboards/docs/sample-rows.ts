import type { DataSetDefinition } from "../data-sets";
import type { CloudTrailEvent } from "../../../sample-data/events/event";

/** A row of a data set: values by column name. */
export type DashboardRow = Readonly<Record<string, string | number | null>>;

/** Types of callers that are shown by name. All other callers are shown as services of AWS. */
const people = ["IAMUser", "AssumedRole", "FederatedUser", "Root"];

/**
 * The rows that the data set `activity` returns for some events, computed without its SQL. A test compares both.
 *
 * @param dayOf returns the value of the column `day` for an event
 */
export function activityRows(
  events: readonly CloudTrailEvent[],
  dayOf: (event: CloudTrailEvent) => string,
): DashboardRow[] {
  const rows = new Map<string, Record<string, string | number | null>>();
  for (const event of events) {
    const isDenied = /^AccessDenied|UnauthorizedOperation$/.test(event.errorCode ?? "");
    const keys = {
      day: dayOf(event),
      account: event.recipientAccountId,
      region: event.awsRegion,
      service: event.eventSource,
      principal: principalOf(event),
      denied_call: isDenied ? event.eventName : null,
    };
    const key = JSON.stringify(keys);
    const row = rows.get(key) ?? { ...keys, events: 0, denied: 0, sign_ins: 0, failed_sign_ins: 0 };
    const signIn = event.eventName === "ConsoleLogin" ? event.responseElements?.["ConsoleLogin"] : undefined;
    const counted = {
      events: 1,
      denied: isDenied,
      sign_ins: signIn === "Success",
      failed_sign_ins: signIn === "Failure",
    };
    for (const [name, value] of Object.entries(counted)) row[name] = Number(row[name]) + Number(value);
    rows.set(key, row);
  }
  return [...rows.values()];
}

function principalOf({ userIdentity }: CloudTrailEvent): string {
  const { sessionIssuer } = (userIdentity.sessionContext ?? {}) as { sessionIssuer?: { arn?: string } };
  const issuer = sessionIssuer?.arn;
  if (!people.includes(userIdentity.type) || issuer?.includes(":role/aws-service-role/")) return "services of AWS";
  return issuer ?? userIdentity.arn ?? userIdentity.userName ?? userIdentity.type;
}

/** Groups rows by some of their columns. Each group has the sum or the smallest string of each measure. */
export function groupRows(
  rows: readonly DashboardRow[],
  by: readonly string[],
  measures: readonly { readonly column: string; readonly aggregate: "SUM" | "MIN" }[],
): DashboardRow[] {
  const groups = groupsOf(rows, (row) => JSON.stringify(by.map((column) => row[column])));
  return [...groups.values()].map((group) =>
    Object.fromEntries([
      ...by.map((column) => [column, group[0]?.[column] ?? null] as const),
      ...measures.map(({ column, aggregate }) => [column, aggregateColumn(group, column, aggregate)] as const),
    ]),
  );
}

function aggregateColumn(
  group: readonly DashboardRow[],
  column: string,
  aggregate: "SUM" | "MIN",
): string | number | null {
  if (aggregate === "SUM") return group.reduce((sum, row) => sum + Number(row[column]), 0);
  return group.map((row) => String(row[column])).toSorted()[0] ?? null;
}

/** Groups rows by a key. The groups are in the order of their first rows. */
export function groupsOf(
  rows: readonly DashboardRow[],
  keyOf: (row: DashboardRow) => string,
): ReadonlyMap<string, readonly DashboardRow[]> {
  const groups = new Map<string, DashboardRow[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

/** Sample rows of the data set `findings`, for each account. */
export function sampleFindings(
  days: readonly string[],
  accounts: readonly string[],
  { columns }: Pick<DataSetDefinition, "columns">,
): DashboardRow[] {
  const kinds = [
    ["Security Hub", "MEDIUM", "NEW", 6],
    ["Security Hub", "LOW", "NEW", 9],
    ["GuardDuty", "HIGH", "NOTIFIED", 1],
    ["Inspector", "HIGH", "NEW", 3],
    ["Inspector", "CRITICAL", "RESOLVED", 2],
    ["Security Hub", "MEDIUM", "SUPPRESSED", 2],
  ] as const;
  const names = Object.keys(columns);
  return days.flatMap((day, d) =>
    accounts.flatMap((account, a) =>
      kinds
        .filter((_, k) => (d + 2 * a + 3 * k) % 4 === 0)
        .map((kind) => Object.fromEntries([day, account, ...kind].map((value, i) => [names[i] ?? "", value]))),
    ),
  );
}
