import { account, arn } from "../../../../sample-data/values";
import { type Changes, expectProblem, parse } from "../../config/configuration";

const search: Changes = {
  "search.enabled": true,
  "search.subnetIds": ["subnet-00000001", "subnet-00000002"],
  "search.securityGroupIds": ["sg-00000001"],
  "search.adminRoleArn": arn("iam", "", account(2), "role/Admin"),
};
const trail = arn("cloudtrail", "eu-west-1", account(1), "trail/organization");
const adopt: Changes = { mode: "adopt", "existing.trailArn": trail };

test.each<[string, Changes, string]>([
  ["Control Tower", { mode: "controlTower", "controlTower.layout": "3.x" }, "denies changes to this bucket"],
  ["an adopted trail", { ...adopt, "existing.trailBucket": "acme-trail" }, "would replace the event notifications"],
  [
    "an owner outside this project",
    { ...adopt, "archive.existing": "acme-trail", "notifications.silence.archiveMetrics": false },
    "S3 would notify the search of every new file",
  ],
])("the search fails over a bucket of %s", (_, changes, message) => {
  expectProblem({ ...changes, ...search }, "search.enabled", message);
});

test("the search is accepted over the bucket of this project", () => {
  expect(parse(search).search.enabled).toBe(true);
});
