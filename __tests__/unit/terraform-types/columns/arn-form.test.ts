import { type ArnForm, fillArn } from "../../../../terraform-types/columns/arn-form";
import { account, arn } from "../../../../sample-data/values";

const place = { partition: "aws", region: "eu-west-1", account: account(1) };
const fill = (form: ArnForm, attributes: Readonly<Record<string, string>> = {}) =>
  fillArn(form, place, (name) => attributes[name]);

const topic: ArnForm = "arn:{partition}:sns:{region}:{account}:{topic}";
const rule: ArnForm = "arn:{partition}:events:{region}:{account}:rule/[{bus}/]{name}";
const role: ArnForm = "arn:{partition}:iam::{account}:role{path=/}{name}";

test.each([
  ["the name of the object", topic, { topic: "alarms" }, arn("sns", "eu-west-1", account(1), "alarms")],
  [
    "the last part of an ARN",
    topic,
    { topic: arn("sns", "us-east-1", account(2), "a:b") },
    arn("sns", "eu-west-1", account(1), "a:b"),
  ],
  [
    "the last part of a URL",
    topic,
    { topic: `https://sqs.eu-west-1.amazonaws.com/${account(1)}/events` },
    arn("sns", "eu-west-1", account(1), "events"),
  ],
  [
    "a name with slashes",
    "arn:{partition}:logs:{region}:{account}:log-group:{name}",
    { name: "/ecs/website" },
    arn("logs", "eu-west-1", account(1), "log-group:/ecs/website"),
  ],
  ["an optional part", rule, { bus: "urgent", name: "a" }, arn("events", "eu-west-1", account(1), "rule/urgent/a")],
  ["no optional part that is not set", rule, { name: "a" }, arn("events", "eu-west-1", account(1), "rule/a")],
  [
    "no optional part with the value default",
    rule,
    { bus: "default", name: "a" },
    arn("events", "eu-west-1", account(1), "rule/a"),
  ],
  ["a default", role, { name: "reader" }, arn("iam", "", account(1), "role/reader")],
  ["a value instead of a default", role, { path: "/audit/", name: "r" }, arn("iam", "", account(1), "role/audit/r")],
  [
    "no region and account where the form has none",
    "arn:{partition}:s3:::{bucket}",
    { bucket: "logs" },
    arn("s3", "", "", "logs"),
  ],
] as const)("an ARN contains %s", (_, form, attributes, expected) => {
  expect(fill(form, attributes)).toBe(expected);
});
