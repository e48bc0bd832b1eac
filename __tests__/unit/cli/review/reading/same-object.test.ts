import { byObject } from "../../../../../cli/review/reading/same-object";
import type { Change } from "../../../../../terraform-types/plan/plan";

const changeOf = (type: string, action: "create" | "delete", values: Record<string, string>): Change => ({
  root: "a",
  address: `${type}.${action}`,
  type,
  action,
  before: action === "delete" ? values : undefined,
  after: action === "create" ? values : undefined,
  unknown: undefined,
  sensitive: [],
});

/** Types with several attributes of identity, and the attributes. */
const cases: readonly (readonly [type: string, ...attributes: readonly string[]])[] = [
  ["aws_cloudwatch_event_rule", "event_bus_name", "name"],
  ["aws_cloudwatch_event_target", "event_bus_name", "rule", "target_id"],
  ["aws_cloudwatch_log_metric_filter", "log_group_name", "name"],
  ["aws_cloudwatch_log_subscription_filter", "log_group_name", "name"],
  ["aws_flow_log", "vpc_id", "subnet_id", "eni_id", "transit_gateway_id", "log_destination"],
  ["aws_glue_catalog_table", "database_name", "name"],
  ["aws_iam_role_policy", "role", "name"],
  ["aws_sns_topic_subscription", "topic_arn", "protocol", "endpoint"],
];

test.each(cases)(
  "a deleted and a created %s are one change only if %s and the other attributes are equal",
  (...row) => {
    const [type = "", ...attributes] = row;
    const values = Object.fromEntries(attributes.map((name) => [name, "a"]));
    const deleted = changeOf(type, "delete", values);
    const actions = (created: Record<string, string>) =>
      byObject([deleted, changeOf(type, "create", created)]).map(({ action }) => action);

    expect(actions(values)).toEqual(["update"]);
    for (const name of attributes) expect(actions({ ...values, [name]: "b" })).toContain("delete");
  },
);
