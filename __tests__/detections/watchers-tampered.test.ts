import { parseFilterPattern } from "../../detections/filter-pattern/filter-pattern";
import { compileFilterPattern } from "../../detections/filter-pattern/filter-predicate";
import { checkFilterPatternLimits } from "../../detections/filter-pattern/limits";
import { urgentEventsOf } from "../../detections/urgent-events";
import { watchersTampered } from "../../detections/watchers-tampered";
import { needlessConditions } from "../support/mutants";
import { account, arn } from "../support/values";

const mallory = {
  type: "AssumedRole",
  arn: arn("sts", "", account(1), "assumed-role/Admin/mallory"),
};
const pipeline = {
  type: "AssumedRole",
  arn: arn("sts", "", account(1), "assumed-role/audit-deploy/trailkeeper"),
};
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
  call("states", "StartExecution", { stateMachineArn: machine }, { sourceIPAddress: "scheduler.amazonaws.com" }),
  call("events", "PutTargets", { rule: "acme-x" }, { userIdentity: { ...mallory, invokedBy: "config.amazonaws.com" } }),
];

const byPipeline = fires.map((event) => Object.assign({}, event, { userIdentity: pipeline }));
const detection = (deployRoleNames: readonly string[]) => watchersTampered({ prefix: "acme", deployRoleNames });
const noticing = (roles: readonly string[]) => compileFilterPattern(parseFilterPattern(detection(roles).pattern));

describe.each([[[]], [["audit-deploy"]], [["audit-deploy", "another-deploy"]]])(
  "watchers-tampered, deployed by %j",
  (roles) => {
    const isNoticed = noticing(roles);

    test.each(fires)("fires at $eventName of $requestParameters", (event) => {
      expect(isNoticed(event)).toBe(true);
    });

    test.each(quiet)("is quiet at $eventName of $requestParameters", (event) => {
      expect(isNoticed(event)).toBe(false);
    });

    test("is within the limits, also with the longest prefix and roles", () => {
      const longest = watchersTampered({
        prefix: "a".repeat(21),
        deployRoleNames: roles.map((_, i) => `${i}`.padEnd(64, "r")),
      });

      expect(checkFilterPatternLimits([longest.pattern])).toEqual([]);
    });
  },
);

describe("a deployment", () => {
  test("by a role of its own is left out, and anybody else pages", () => {
    expect(byPipeline.filter(noticing(["audit-deploy"]))).toEqual([]);
    expect(detection(["audit-deploy"]).severity).toBe("page");
  });

  test("by an administrator's role is told of in the morning", () => {
    expect(byPipeline.filter((event) => !noticing([])(event))).toEqual([]);
    expect(detection([]).severity).toBe("notify");
  });
});

test("it needs every one of its conditions", () => {
  expect(needlessConditions(detection(["audit-deploy"]).pattern, fires, [...quiet, ...byPipeline])).toEqual([]);
});

test("it is urgent where it pages: EventBridge can say it", () => {
  expect(urgentEventsOf([detection(["audit-deploy"])])).toHaveLength(1);
});
