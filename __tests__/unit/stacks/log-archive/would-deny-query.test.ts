import { serviceControlGuardrails } from "../../../../config/guardrails/statements";
import { wouldDenyQuery } from "../../../../stacks/log-archive/would-deny-query";
import { configOf } from "../../../support/organization";
import { parseSql } from "../../../support/trino-sql";
import { account, arn } from "../../../../sample-data/values";

const config = configOf("config/examples/everything.yaml", {});
const guardrails = serviceControlGuardrails(config);
const query = wouldDenyQuery(config, guardrails);

/** Returns the branch of a guardrail: its condition in Trino's SQL. */
const branchOf = (sid: string): string =>
  new RegExp(String.raw`WHEN ((?:(?!\bWHEN\b)[\s\S])*?)\s+THEN '${sid}'`).exec(query.sql)?.[1] ?? "";

/** Returns the regular expressions of a branch, in the order: events, request, exempt roles. */
const expressionsOf = (sid: string): RegExp[] =>
  [...branchOf(sid).matchAll(/'([^']{8,})'\)/g)].map(([, text = ""]) => new RegExp(text));

test("the query is valid in Trino's grammar", () => {
  expect(parseSql(query.sql).errors).toEqual([]);
});

test("the query has the parameters of every saved query about days", () => {
  expect(query.parameters.map(({ name }) => name)).toEqual(["from", "to", "account"]);
});

test("the query has a branch for every guardrail", () => {
  expect(guardrails.filter(({ sid }) => branchOf(sid) === "")).toEqual([]);
});

test("the query finds a role by its full name, and no role with a longer name", () => {
  const [events, request, exempt] = expressionsOf("Roles") as [RegExp, RegExp, RegExp];

  expect(["UpdateAssumeRolePolicy", "PutRolePolicy", "DeleteRole"].every((name) => events.test(name))).toBe(true);
  expect(events.test("GetRole")).toBe(false);
  expect(request.test('{"roleName":"acme-prod-config-recorder"}')).toBe(true);
  expect(request.test('{"roleName":"acme-prod-config-recorder-2"}')).toBe(false);
  expect(request.test('{"roleName":"my-acme-prod-config-recorder"}')).toBe(false);
  expect(exempt.test(arn("iam", "", account(3), "role/audit-deploy"))).toBe(true);
  expect(exempt.test(arn("iam", "", account(3), "role/audit-deploy-2"))).toBe(false);
  expect(exempt.test(arn("iam", "", account(3), "role/x/audit-deploy"))).toBe(false);
});

test("the query finds buckets, log groups, aliases and rules by the field names of requests", () => {
  const finds = (sid: string, request: string) => expressionsOf(sid)[1]?.test(request);

  expect(finds("Buckets", `{"bucketName":"acme-prod-trail-archive-${account(2)}"}`)).toBe(true);
  expect(finds("Buckets", `{"bucketName":"acme-prod-access-logs-${account(3)}"}`)).toBe(true);
  expect(finds("Buckets", '{"bucketName":"acme-prod"}')).toBe(false);
  expect(finds("LogGroups", '{"logGroupName":"/aws/ssm/acme-prod-sessions"}')).toBe(true);
  expect(finds("LogGroups", '{"logGroupName":"/aws/ssm/acme-prod-sessions-2"}')).toBe(false);
  expect(finds("Aliases", '{"aliasName":"alias/acme-prod-logs"}')).toBe(true);
  expect(finds("HoldCases", '{"name":"/trailkeeper/acme-prod/legal-holds/case-17"}')).toBe(true);
  expect(finds("HoldCases", '{"name":"/trailkeeper/acme/legal-holds/case-17"}')).toBe(false);
  expect(finds("EventRules", '{"name":"acme-prod-urgent-event-forwarder-3"}')).toBe(true);
});

test("the query finds the S3 events of a bucket, whose names differ from the actions in policies", () => {
  const [events] = expressionsOf("Buckets") as [RegExp];

  for (const name of ["PutBucketLifecycle", "PutBucketReplication", "PutBucketEncryption", "DeleteBucketPolicy"]) {
    expect(events.test(name)).toBe(true);
  }
  expect(events.test("GetBucketPolicy")).toBe(false);
});

test("the query marks guardrails that depend on facts that an event does not contain", () => {
  const uncertain = /NOT IN \(([^)]*)\) AS certain/.exec(query.sql)?.[1]?.split(", ").toSorted();

  expect(uncertain).toEqual(["'Keys'", "'Recorder'", "'Regions'", "'Tagged'"]);
});
