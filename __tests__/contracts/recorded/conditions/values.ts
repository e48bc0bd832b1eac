import { arn, account } from "../../../../sample-data/values";
import { stackd } from "../fact-table";
import { answersFor, conditionFacts } from "./condition-fact";

const numbers = answersFor("1", "2", "no-number", "", "01", "+1", "1.0", "1e0", "NaN", "Infinity");
const times = answersFor("2030-01-01T00:00:00Z", "2030-01-02T00:00:00Z", "not-a-date", "", "1893456000", "2030-01-01");
const truths = answersFor("true", "false", "True", "TRUE", "yes", "1", "", " true ");
const arns = answersFor(
  arn("iam", "", account(1), "user/test"),
  arn("iam", "", account(1), "role/test"),
  "not-an-arn",
  "",
);
const keys = answersFor(["no-number"], ["no-number", "1"], ["no-number", "2"], ["1", "2"]);
const users = arn("iam", "", "*", "user/*");
const newYear = "2030-01-01T00:00:00Z";

/**
 * A value that is not a number or not a time is unequal to every value. A value that is not an ARN matches neither ArnLike nor
 * ArnNotLike.
 */
export const valueFacts = conditionFacts(
  stackd("testdata/aws/iam/condition_values.json"),
  ["NumericEquals", "1", numbers(true, false, false, false, true, true, true, true, false, false)],
  ["NumericNotEquals", "1", numbers(false, true, true, true, false, false, false, false, true, true)],
  ["DateEquals", newYear, times(true, false, false, false, true, true)],
  ["DateNotEquals", newYear, times(false, true, true, true, false, false)],
  ["Bool", "true", truths(true, false, true, true, false, false, false, false)],
  ["Bool", "false", truths(false, true, false, false, true, true, true, true)],
  [
    "BinaryEquals",
    "YQ==",
    answersFor("YQ==", "Yg==", "YQ", "YR==", "no-binary", "", " YQ== ")(true, false, false, false, false, false, false),
  ],
  ["ArnLike", users, arns(true, false, false, false)],
  ["ArnNotLike", users, arns(false, true, false, false)],
  ["ForAnyValue:NumericEquals", "1", keys(false, true, false, true)],
  ["ForAllValues:NumericEquals", "1", keys(false, false, false, false)],
  ["ForAnyValue:NumericNotEquals", "1", answersFor(["no-number"], ["no-number", "1"])(true, true)],
);
