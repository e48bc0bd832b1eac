/** Types of QuickSight. */
type ColumnType = "DATETIME" | "INTEGER" | "STRING";

/** A query whose rows the charts of a dashboard show. */
export interface DataSetDefinition {
  readonly name: string;

  /** Name that QuickSight shows. */
  readonly title: string;
  readonly columns: Readonly<Record<string, ColumnType>>;

  /** The query, without a semicolon at its end. Tables have the name of their database, because QuickSight sets no database. */
  readonly sql: string;
}

/** Condition on the partitions of today and of earlier days. `day` is a string such as 2026/01/31, which sorts in the order of days. */
const recentDays = (days: number): string =>
  `day >= date_format(current_date - INTERVAL '${days - 1}' DAY, '%Y/%m/%d')`;

const timestampOf = (text: string, format: string): string => `CAST(date_parse(${text}, '${format}') AS timestamp(3))`;

/** Adds the database to the tables of a query. Names that the query defines itself are not changed. */
export function inDatabase(sql: string, databaseName: string, defined: readonly string[] = []): string {
  return sql.replaceAll(/^(\s*FROM )(\w+)$/gm, (clause, from: string, table: string) =>
    defined.includes(table) ? clause : `${from}"${databaseName}"."${table}"`,
  );
}

/**
 * Numbers of API calls of the organization. One query reads the events once for all charts.
 *
 * All sessions of a role count as one principal, and all AWS services count as one principal. The rows contain names of callers, and
 * names of denied calls. They contain no request, no response, no address, no access key and no user agent.
 */
export function activity(days: number): DataSetDefinition {
  return {
    name: "activity",
    title: "Audit: calls",
    columns: {
      day: "DATETIME",
      account: "STRING",
      region: "STRING",
      service: "STRING",
      principal: "STRING",
      denied_call: "STRING",
      events: "INTEGER",
      denied: "INTEGER",
      sign_ins: "INTEGER",
      failed_sign_ins: "INTEGER",
    },
    sql: `SELECT
  ${timestampOf("day", "%Y/%m/%d")} AS day,
  account,
  region,
  service,
  principal,
  denied_call,
  count(*) AS events,
  count_if(is_denied) AS denied,
  count_if(sign_in = 'Success') AS sign_ins,
  count_if(sign_in = 'Failure') AS failed_sign_ins
FROM (
  SELECT
    *,
    IF(is_denied, event_name) AS denied_call
  FROM (
    SELECT
      day,
      account,
      region,
      event_name,
      event_source AS service,
      IF(principal_type IN ('IAMUser', 'AssumedRole', 'FederatedUser', 'Root')
        AND NOT regexp_like(coalesce(session_issuer, ''), '^arn:[a-z-]+:iam::[0-9]{12}:role/aws-service-role/'),
        coalesce(session_issuer, principal_arn, principal_name), 'services of AWS') AS principal,
      coalesce(error_code LIKE 'AccessDenied%' OR error_code LIKE '%UnauthorizedOperation', false) AS is_denied,
      IF(event_name = 'ConsoleLogin', json_extract_scalar(response, '$.ConsoleLogin')) AS sign_in
    FROM cloudtrail_events
    WHERE ${recentDays(days)}
  )
)
GROUP BY day, account, region, service, principal, denied_call`,
  };
}

/** Numbers of Security Hub findings that were updated on these days. A finding is written at every update, so only the latest counts. */
export function findings(days: number): DataSetDefinition {
  return {
    name: "findings",
    title: "Audit: findings",
    columns: {
      day: "DATETIME",
      account: "STRING",
      product: "STRING",
      severity: "STRING",
      state: "STRING",
      findings: "INTEGER",
    },
    sql: `SELECT
  ${timestampOf("updated_day", "%Y-%m-%d")} AS day,
  account,
  product,
  severity,
  state,
  count(*) AS findings
FROM (
  SELECT
    substr(finding[1].updatedat, 1, 10) AS updated_day,
    finding[1].awsaccountid AS account,
    finding[1].productname AS product,
    finding[1].severity.label AS severity,
    IF(finding[1].recordstate = 'ACTIVE', finding[1].workflow.status, finding[1].recordstate) AS state,
    row_number() OVER (PARTITION BY finding[1].id ORDER BY finding[1].updatedat DESC) AS age
  FROM (
    SELECT detail
    FROM securityhub_findings
    WHERE ${recentDays(days)}
  )
  CROSS JOIN UNNEST(transform(detail.findings, finding -> ARRAY[finding])) AS unnested (finding)
)
WHERE age = 1
GROUP BY updated_day, account, product, severity, state`,
  };
}
