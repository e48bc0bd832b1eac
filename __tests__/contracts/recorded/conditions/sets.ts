import { stackd } from "../fact-table";
import { answersFor, conditionFacts } from "./condition-fact";

const tagKeys = answersFor(undefined, ["team"], ["env"], ["team", "env"]);
const tag = answersFor("", "capture", undefined);

/** `aws:TagKeys` has several values even if a request contains one tag. Operators without a set operator never match it. */
export const setFacts = conditionFacts(
  stackd("testdata/aws/iam/condition_sets.json"),
  ["StringEquals", "team", tagKeys(false, false, false, false)],
  ["StringNotEquals", "team", tagKeys(true, false, false, false)],
  ["StringEqualsIfExists", "team", tagKeys(true, false, false, false)],
  ["StringNotEqualsIfExists", "team", tagKeys(true, false, false, false)],
  ["ForAnyValue:StringEquals", "team", tagKeys(false, true, false, true)],
  ["ForAllValues:StringEquals", "team", tagKeys(true, true, false, false)],
  ["ForAnyValue:StringNotEquals", "team", tagKeys(false, false, true, true)],
  ["ForAllValues:StringNotEquals", "team", tagKeys(true, false, true, false)],
  ["Null", "true", tag(false, false, true)],
  ["Null", "false", tag(true, true, false)],
  ["StringEquals", "", tag(true, false, false)],
  ["ForAllValues:StringEquals", "capture", tag(false, true, true)],
  ["ForAnyValue:StringEquals", "", tag(true, false, false)],
);
