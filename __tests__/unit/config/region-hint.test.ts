import { regionHint } from "../../../config/region-hint";

test.each([
  ["EU-West-1", "; did you mean eu-west-1?"],
  ["euwest1", "; did you mean eu-west-1?"],
  ["eu_west_1", "; did you mean eu-west-1?"],
  ["eu-wset-1", "; did you mean eu-west-1?"],
  ["us-gov-wset-1", "; did you mean us-gov-west-1?"],
  ["eu-west-1a", "; eu-west-1a is an Availability Zone, use its region eu-west-1"],
  ["eu-west-1", ""],
  ["Ireland", ""],
  // A region that the list does not contain yet
  ["eu-west-9", ""],
  // This name is as similar to eu-west-1 as to us-west-1
  ["u-west-1", ""],
  ["", ""],
])("the hint for %j is %j", (text, hint) => {
  expect(regionHint(text)).toBe(hint);
});
