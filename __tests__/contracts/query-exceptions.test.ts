import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { housekeeping } from "../../detections/catalog/housekeeping";
import { account, arn } from "../../sample-data/values";

/** Columns and fields whose value a caller chooses, or causes a service to write. */
const chosen = [
  "access_?key(?:_?id)?",
  "arn",
  "invoked_?by",
  "principal_?(?:arn|id|name)",
  "requester",
  "role",
  "session_?(?:credential\\w*|issuer)",
  "source_?(?:ip)?_?address",
  "user_?(?:agent|name)",
  "vpc_?endpoint_?id",
];

/** A pattern for one of these columns, inside a longer name, or with its default value. */
const name = `(?:coalesce\\()?(?:\\w+\\.)*(?:${chosen.join("|")})(?:, ''\\))?`;
const value = String.raw`(?:'[^']*'|"[^"]*"|\/(?:[^\/\\]|\\.)*\/|\([^)]*\)|\[[^\]]*\]|\?)`;

/** Conditions that exclude rows: in SQL, in CloudWatch Logs Insights, and in Lucene, which has no `<>`. */
const exclusions = new RegExp(
  [
    String.raw`(?<![\w.])${name} (?:NOT (?:LIKE|IN)|<>|!=) ${value}`,
    String.raw`(?<![\w.])${name} IS NULL`,
    String.raw`\bNOT ispresent\(${name}\)`,
    String.raw`\bNOT regexp_like\(\s*${name}, '[^']*'\s*\)`,
    String.raw`\bNOT (?:_exists_:)?${name}(?!\w)(?: (?:LIKE|IN) ${value})?`,
  ].join("|"),
  "gi",
);

/** The queries that people run, by their location. */
function queries(): (readonly [string, string])[] {
  const blocks = files("docs", ".md").flatMap((page) =>
    [...readFileSync(page, "utf8").matchAll(/```(?:sql|text)\n(.*?)```/gs)].map(
      ([, code = ""]) => [page, code] as const,
    ),
  );
  const saved = [...files("queries", ".sql"), ...files("queries", ".logs"), ...files("hunts/catalog", ".sql")].map(
    (file) => [file, readFileSync(file, "utf8")] as const,
  );
  const dashboards = "features/search/opensearch/dashboards.ndjson";
  const searches = Array.from(
    readFileSync(dashboards, "utf8").matchAll(/\\"query\\": \\"((?:[^"\\]|\\\\.)*)\\"/g),
    ([, query = ""]) => [dashboards, query] as const,
  );
  return [...blocks, ...saved, ...searches];
}

function files(folder: string, end: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(end))
    .map((file) => join(folder, file));
}

const withoutComments = (code: string) => code.replaceAll(/^(?:--|#).*$| -- .*$/gm, "").replaceAll(/\s+/g, " ");

/** Returns the exclusions in a query by a value that a caller chooses. */
const exclusionsOf = (code: string): string[] =>
  [...withoutComments(code).matchAll(exclusions)].map(([exclusion]) => exclusion);

/** Names of services in calls that they make for themselves. CloudTrail writes them, and callers cannot cause such a call. */
const addresses: readonly string[] = Object.values(housekeeping).map(({ address }) => address);

/** The role of a service, by its whole path. Only AWS creates roles below this path. */
const serviceLinked = "regexp_like(coalesce(session_issuer, ''), '^arn:[a-z-]+:iam::[0-9]{12}:role/aws-service-role/')";

function isOfAws(exclusion: string): boolean {
  const named = [...exclusion.matchAll(/['"]([^'"]+)['"]|\/(.+)\$\//g)].map(
    ([, text, end]) => text?.replaceAll("%", "*") ?? `*${end}`,
  );
  const isAddress = /^source_?(?:ip)?_?address/i.test(exclusion);
  return exclusion === `NOT ${serviceLinked}` || (isAddress && named.every((each) => addresses.includes(each)));
}

/** Accepted exclusions by a value that a caller chooses, each with its reason. */
const listed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "docs/runbooks/identities-enumerated.md": {
    "not ispresent(sessionCredentialFromConsole)":
      "A page of the console reads more than its viewer asked for. The coverage page lists this way round.",
  },
  "queries/compliance-archive-readers.sql": {
    "requester NOT LIKE 'svc:%'": "S3 writes this beginning for services alone; a principal's begins with arn.",
  },
  "queries/compliance-changes-outside-deployment.sql": {
    "coalesce(role, '') NOT LIKE ?": "Whoever runs it names the role that deploys; that is what the query is about.",
  },
  "queries/network-instance-credentials-outside.sql": {
    "vpc_endpoint_id IS NULL":
      "It is about the internet. Calls through somebody's endpoint are in incident-machine-credentials-moved.",
    "NOT regexp_like( source_address, '^(10|127|192[.]168|169[.]254|172[.](1[6-9]|2.|3[01])|100[.](6[4-9]|[7-9].|1[01].|12[0-7]))[.]|^(f[cd]|fe80|-)' )":
      "Private addresses come through an endpoint only: from the internet nobody has one.",
  },
};

const found = queries().flatMap(([where, code]) =>
  exclusionsOf(code)
    .filter((exclusion) => !isOfAws(exclusion))
    .map((exclusion) => ({ where, exclusion })),
);

test("no query excludes principals by a value that they choose, except the accepted exclusions", () => {
  expect(found.filter(({ where, exclusion }) => listed[where]?.[exclusion] === undefined)).toEqual([]);
});

test.each([
  ["docs/runbooks/", 150],
  ["queries/", 100],
  ["features/search/", 5],
])("this test reads the queries of %s", (folder, least) => {
  expect(queries().filter(([where]) => where.startsWith(folder)).length).toBeGreaterThan(least);
});

test("every accepted exclusion still exists, and its reason is a sentence", () => {
  const exceptions = Object.entries(listed).flatMap(([where, reasons]) =>
    Object.entries(reasons).map(([exclusion, reason]) => ({ where, exclusion, reason })),
  );
  const gone = exceptions.filter(
    (one) => !found.some(({ where, exclusion }) => one.where === where && one.exclusion === exclusion),
  );

  expect(gone).toEqual([]);
  expect(exceptions.filter(({ reason }) => !/^[A-Z].*\.$/.test(reason))).toEqual([]);
});

describe("this test finds the exclusion", () => {
  test.each([
    "AND useridentity.invokedby IS NULL",
    "AND invoked_by IS NULL",
    "AND sourceipaddress NOT LIKE '%.amazonaws.com'",
    "AND NOT source_address LIKE '%.amazonaws.com'",
    "AND sourceipaddress NOT IN ('config.amazonaws.com', 'cloudformation.amazonaws.com')",
    "AND sourceipaddress <> 'ssm.amazonaws.com'",
    "AND coalesce(role, '') NOT LIKE 'AWSServiceRole%'",
    "AND NOT regexp_like(user_agent, 'Terraform')",
    "AND NOT regexp_like(coalesce(session_issuer, ''), ':role/aws-service-role/')",
    "AND useridentity.sessioncontext.sessionissuer.username <> 'deployer'",
    "| filter not ispresent(userIdentity.invokedBy)",
    '| filter userAgent not like /Terraform/ and eventName = "x"',
    "| filter sourceIPAddress not like /amazonaws.com$/",
    '| filter sourceIPAddress != "cloudformation.amazonaws.com"',
    `| filter userIdentity.arn not in ["${arn("iam", "", account(1), "user/x")}"]`,
    "eventName:X AND NOT _exists_:userIdentity.invokedBy",
    "eventName:X AND NOT userAgent:Terraform",
  ])("%s", (code) => {
    expect(exclusionsOf(code).filter((exclusion) => !isOfAws(exclusion))).toHaveLength(1);
  });
});

test.each([
  "AND sourceipaddress NOT IN ('config.amazonaws.com', 'securityhub.amazonaws.com')",
  "AND sourceipaddress NOT LIKE '%autoscaling.amazonaws.com'",
  "| filter sourceIPAddress not like /autoscaling.amazonaws.com$/",
  `AND NOT ${serviceLinked}`,
  "AND principal_type <> 'AWSService' AND errorcode IS NULL AND NOT is_read_only",
  "AND eventname NOT LIKE 'Get%'",
])("a value that only AWS sets is not reported: %s", (code) => {
  expect(exclusionsOf(code).filter((exclusion) => !isOfAws(exclusion))).toEqual([]);
});
