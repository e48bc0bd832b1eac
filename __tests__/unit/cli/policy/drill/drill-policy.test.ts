import { detectionsOf } from "../../../../../config/derived/detections-of";
import { drillPolicy } from "../../../../../cli/policy/drill/drill-policy";
import { organization } from "../../../../support/organization";

const { config } = organization();
const { Statement } = drillPolicy(config, detectionsOf(config));
const allowed = Statement.filter(({ Effect }) => Effect === "Allow");

test("the policy allows writing only queues, rules and subscriptions", () => {
  const writing = allowed
    .flatMap(({ Action }) => Action)
    .filter((action) => !/:(Describe|Filter|Get|List|Receive)/.test(action));

  expect(writing.toSorted()).toEqual([
    "events:DeleteRule",
    "events:PutRule",
    "sns:Subscribe",
    "sns:Unsubscribe",
    "sqs:CreateQueue",
    "sqs:DeleteMessage",
    "sqs:DeleteQueue",
    "sqs:TagQueue",
  ]);
});

test("the policy allows writing only resources with the name of a drill, but ending any subscription", () => {
  const anywhere = allowed.filter(
    ({ Action, Resource, Condition }) =>
      Action.some((action) => /:(Create|Delete|Put|Subscribe|Tag|Unsubscribe)/.test(action)) &&
      ![...Resource, Condition?.["ArnLike"]?.["sns:Endpoint"] ?? ""].some((one) => one.includes("trailkeeper-drill-*")),
  );

  expect(anywhere.map(({ Sid }) => Sid)).toEqual(["EndItsSubscriptions"]);
});

test("the policy denies every call that AWS must refuse, by the name of its action", () => {
  const denied = Statement.filter(({ Effect }) => Effect === "Deny").flatMap(({ Action }) => Action);

  expect(denied).toEqual(
    expect.arrayContaining([
      "cloudtrail:StopLogging",
      "config:StopConfigurationRecorder",
      "s3:PutBucketCORS",
      "logs:DeleteMetricFilter",
    ]),
  );
  expect(denied).not.toContain("sts:AssumeRole");
  expect(denied.length).toBeGreaterThan(25);
});

test("the policy contains no resource of another account", () => {
  const accounts = new Set(JSON.stringify(Statement).match(/(?<=:)\d{12}(?=:)/g));

  expect([...accounts]).toEqual([config.accounts.management]);
});
