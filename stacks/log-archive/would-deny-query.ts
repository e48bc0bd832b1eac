import type { AuditConfig } from "../../config/audit-config";
import type { SavedQuery } from "../../queries/saved-queries";
import { queryParameters } from "../../queries/query-parameters";
import type { ResolvedGuardrail } from "../../config/guardrails/statements";

export const wouldDenyName = "compliance-guardrails-would-deny";

const description = "Who made calls that the guardrails of the organization deny, as they are configured.";

/** Services whose event source differs from the service name in policies. */
const sources: Readonly<Record<string, string>> = { cloudwatch: "monitoring" };

/**
 * The saved query that returns the calls that the guardrails would have denied. It is built from the same rows as the policies.
 *
 * CloudTrail does not record the resource of every call in the format of policies. So the query looks for the names of the resources
 * in the request. If a statement has a condition on the alias of a key, on a tag or on a region, the event does not show whether the
 * condition is true. The query returns these calls with `certain` false.
 */
export function wouldDenyQuery(config: AuditConfig, guardrails: readonly ResolvedGuardrail[]): SavedQuery {
  const cases = guardrails.map((guardrail) => `      WHEN ${conditionOf(guardrail)}\n        THEN '${guardrail.sid}'`);
  const uncertain = guardrails.filter(({ condition }) => condition !== undefined).map(({ sid }) => `'${sid}'`);
  const sql = `-- ${description}
-- Narrow it: the days, one account.
-- ? from: first day, such as 2026/11/01
-- ? to: last day, such as 2026/11/07
-- ? account: account id, or % for all
WITH calls AS (
  SELECT
    event_time,
    account,
    event_source,
    event_name,
    error_code,
    coalesce(session_issuer, principal_arn) AS principal,
    CASE
${cases.join("\n")}
    END AS guardrail
  FROM cloudtrail_events
  WHERE day BETWEEN ? AND ? AND account LIKE ?
    AND NOT is_read_only
    AND principal_type <> 'AWSService'
    -- No policy of the organization limits the management account, and service-linked roles
    AND principal_account <> '${config.accounts.management}'
    AND NOT regexp_like(coalesce(session_issuer, ''), '^arn:[^:]+:iam::\\d{12}:role/aws-service-role/')
)
SELECT
  guardrail,
  guardrail NOT IN (${uncertain.join(", ")}) AS certain,
  account,
  principal,
  event_source,
  event_name,
  count(*) AS calls,
  count_if(error_code IS NULL) AS succeeded,
  max(event_time) AS last_call
FROM calls
WHERE guardrail IS NOT NULL
GROUP BY guardrail, account, principal, event_source, event_name
ORDER BY calls DESC
LIMIT 1000;
`;
  return { name: wouldDenyName, description, sql, parameters: queryParameters(sql, wouldDenyName) };
}

function conditionOf({ actions, events, resources, exceptRoleArns }: ResolvedGuardrail): string {
  const services = [...new Set(actions.map((action) => action.split(":")[0] ?? ""))];
  const patterns = services.map((service) => {
    const named = actions
      .filter((action) => action.startsWith(`${service}:`))
      .map((action) => action.split(":")[1] ?? "");
    const names = (events ?? named).map((name) => regularExpression(name.replaceAll("%", "*")));
    const source = `${sources[service] ?? service}.amazonaws.com`;
    return `event_source = '${source}' AND regexp_like(event_name, '^(${names.join("|")})$')`;
  });
  const isCalled = patterns.length === 1 ? patterns[0] : `(${patterns.map((one) => `(${one})`).join(" OR ")})`;
  const needles = needlesOf(resources);
  const isAbout = needles && `concat(coalesce(request, ''), ' ', coalesce(target, ''))`;
  return [
    isCalled,
    ...(isAbout ? [`regexp_like(${isAbout}, '${needles}')`] : []),
    ...(exceptRoleArns.length > 0
      ? [
          `NOT regexp_like(coalesce(session_issuer, principal_arn), '^(${exceptRoleArns.map(regularExpression).join("|")})$')`,
        ]
      : []),
  ].join("\n          AND ");
}

/** A regular expression that finds the names of resources in a request. Undefined if requests do not contain the name of a resource. */
function needlesOf(resources: readonly string[]): string | undefined {
  const names = resources.map(nameOf);
  if (names.some((name) => /^[*]?$/.test(name))) return undefined;
  const expressions = [...new Set(names)].map((name) =>
    name.endsWith("*") ? regularExpression(name.slice(0, -1)) : `${regularExpression(name)}($|[^\\w.-])`,
  );
  return `(^|[^\\w.-])(${expressions.join("|")})`;
}

/** Name with which a request identifies the resource of an ARN: the last part, or the name of a bucket or of a log group. */
function nameOf(arn: string): string {
  const resource = arn.split(":").slice(5).join(":");
  if (/^arn:[^:]+:s3:/.test(arn)) return resource.replace(/\/\*$/, "");
  if (resource.startsWith("log-group:")) return resource.replace(/^log-group:/, "").replace(/:\*$/, "");
  if (/^(execution|alarm|stateMachine):/.test(resource)) return resource.replace(/^\w+:/, "").replace(/:\*$/, "");
  if (resource.startsWith("table/")) return resource.split("/")[1] ?? "";
  if (resource.startsWith("alias/")) return resource;
  if (resource.startsWith("parameter/")) return resource.replace(/^parameter/, "");
  return resource.split("/").at(-1) ?? "";
}

/** An ARN or a name as a regular expression of Trino. */
function regularExpression(text: string): string {
  return text
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
}
