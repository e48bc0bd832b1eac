import { parseFilterPattern } from "../../../../aws-semantics/filter-pattern/filter-pattern";
import { compileFilterPattern } from "../../../../aws-semantics/filter-pattern/filter-predicate";
import { checkFilterPatternLimits } from "../../../../aws-semantics/filter-pattern/limits";
import { urgentEventsOf } from "../../../../detections/urgent-events";
import { alertingTampered } from "../../../../detections/catalog/alerting-tampered";
import { needlessConditions } from "../../../support/mutants";
import { account, arn } from "../../../../sample-data/values";

/** A session of a role, or of a user who requested a session token. */
const session = (type: string, userName: string) => ({
  type,
  arn: arn("sts", "", account(1), `assumed-role/${userName}/audit-deploy`),
  sessionContext: { sessionIssuer: { userName } },
});
const mallory = session("AssumedRole", "Admin");
const call = (service: string, eventName: string, requestParameters: object, more: object = {}) => ({
  eventSource: `${service}.amazonaws.com`,
  eventName,
  readOnly: false,
  sourceIPAddress: "203.0.113.99",
  userIdentity: mallory,
  requestParameters,
  ...more,
});
const machine = arn("states", "eu-west-1", account(1), "stateMachine:acme-silence-check");
const queue = `https://sqs.eu-west-1.amazonaws.com/${account(1)}/acme-urgent-events-undelivered`;

const fires = [
  call("monitoring", "DeleteAlarms", { alarmNames: ["other", "acme-root-credentials-changed"] }),
  call("monitoring", "PutMetricAlarm", { alarmName: "acme-trail-blinded", alarmActions: [] }),
  call(
    "monitoring",
    "DisableAlarmActions",
    { alarmNames: ["acme-trail-log-group-silent"] },
    { errorCode: "AccessDenied" },
  ),
  call("events", "PutRule", { name: "acme-trail-blinded", eventPattern: "{}" }),
  call("events", "RemoveTargets", { rule: "acme-urgent-event-forwarder-1", ids: ["bus"] }),
  call("scheduler", "DeleteSchedule", { name: "acme-silence-check" }),
  call("states", "UpdateStateMachine", { stateMachineArn: machine }),
  call("sqs", "DeleteQueue", { queueUrl: queue }),
  call("iam", "DeleteRolePolicy", { roleName: "acme-trail-to-logs", policyName: "write-to-log-group" }),
  call("events", "DeleteRule", { name: "acme-x" }, { userIdentity: { type: "Unknown" } }),
  call("events", "DeleteRule", { name: "acme-y" }, { sourceIPAddress: "cloudformation.amazonaws.com" }),
];

const quiet = [
  call("monitoring", "PutMetricAlarm", { alarmName: "shop-cpu" }),
  call("monitoring", "DeleteAlarms", { alarmNames: ["shop-cpu", "my-acme-alarm"] }),
  call("events", "PutRule", { name: "nightly-acme-report" }),
  call("events", "PutTargets", { rule: "nightly-acme-report" }),
  call("iam", "DeleteRole", { roleName: "shop-acme-role" }),
  call("states", "UpdateStateMachine", {
    stateMachineArn: arn("states", "eu-west-1", account(1), "stateMachine:acme"),
  }),
  call("sqs", "DeleteQueue", { queueUrl: queue.replace("acme-", "shop-") }),
  call("events", "DescribeRule", { name: "acme-trail-blinded" }, { readOnly: true }),
  call("s3", "PutObject", { name: "acme-report" }),
];

const by = (userIdentity: object) => fires.map((event) => Object.assign({}, event, { userIdentity }));
const detection = (deployRoleNames: readonly string[]) => alertingTampered({ prefix: "acme", deployRoleNames });
const noticing = (roles: readonly string[]) => compileFilterPattern(parseFilterPattern(detection(roles).pattern));
const roles = ["audit-deploy", "another-deploy"];

describe.each([[[]], [["audit-deploy"]], [roles]])("alerting-tampered, deployed by %j", (names) => {
  const isNoticed = noticing(names);

  test.each(fires)("matches $eventName with $requestParameters", (event) => {
    expect(isNoticed(event)).toBe(true);
  });

  test.each(quiet)("does not match $eventName with $requestParameters", (event) => {
    expect(isNoticed(event)).toBe(false);
  });

  test(`alerting-tampered, deployed by ${names} is within the limits with the longest prefix and roles`, () => {
    const longest = alertingTampered({
      prefix: "a".repeat(21),
      deployRoleNames: names.map((_, i) => `${i}`.padEnd(26, "r")),
    });

    expect(checkFilterPatternLimits([longest.pattern])).toEqual([]);
    if (names.length > 0) expect(urgentEventsOf([longest])).toHaveLength(1);
  });
});

describe("a deployment", () => {
  test("does not page with a role that only deploys, and pages with any other role", () => {
    expect(by(session("AssumedRole", "audit-deploy")).filter(noticing(["audit-deploy"]))).toEqual([]);
    expect(detection(["audit-deploy"]).severity).toBe("page");
  });

  test("a deployment with an administrator's role causes a notification, not a page", () => {
    const events = by(session("AssumedRole", "audit-deploy"));

    expect(events.filter(noticing([]))).toEqual(events);
    expect(detection([]).severity).toBe("notify");
  });
});

describe("the exclusion of the deploying role does not apply to", () => {
  const path = arn("iam", "", account(1), "user/x:assumed-role/audit-deploy/mallory");

  test.each([
    ["a user whose path looks like the role", { type: "IAMUser", arn: path, userName: "mallory" }],
    ["a user with the name of the role", { type: "IAMUser", userName: "audit-deploy" }],
    ["a federated session of a user with that name", session("FederatedUser", "audit-deploy")],
    ["a session with the name of the role", session("AssumedRole", "Admin")],
  ])("%s", (_, identity) => {
    const events = by(identity);

    expect(events.filter(noticing(roles))).toEqual(events);
  });

  test.each(["CreateRole", "UpdateAssumeRolePolicy", "PutRolePolicy"])(
    "anybody who calls %s with the name of the role",
    (eventName) => {
      expect(noticing(roles)(call("iam", eventName, { roleName: "audit-deploy" }))).toBe(true);
      expect(noticing([])(call("iam", eventName, { roleName: "audit-deploy" }))).toBe(false);
    },
  );
});

test("every condition of the pattern is necessary", () => {
  const own = roles.map((roleName) => call("iam", "CreateRole", { roleName }));
  const others = [...by({ type: "IAMUser" }), ...by(session("FederatedUser", "audit-deploy"))];
  const left = roles.flatMap((name) => by(session("AssumedRole", name)));

  expect(needlessConditions(detection(roles).pattern, [...fires, ...own, ...others], [...quiet, ...left])).toEqual([]);
});
