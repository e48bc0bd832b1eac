import {
  type AccessLogReplication,
  accessLogReplication,
} from "../../../../../modules/iam/grants/access-log-replication";
import { account, arn, partition } from "../../../../../tools/sample-data/values";

const bucketArn = arn("s3", "", "", "acme-access-logs");
const grants = (changes: Partial<AccessLogReplication> = {}) =>
  accessLogReplication({
    partition,
    bucketArn,
    prefix: "s3-access-logs",
    organizationId: "o-a1b2c3d4e5",
    accountIds: [account(3), account(4)],
    roleName: "acme-access-log-replication",
    ...changes,
  });

describe("accessLogReplication", () => {
  test("is empty if there are no accounts", () => {
    expect(grants({ accountIds: [] })).toEqual([]);
  });

  test("allows the role with this name in the listed accounts, if they are in the organization", () => {
    expect(grants()).toHaveLength(2);
    for (const { Effect, Principal, Condition } of grants()) {
      expect({ Effect, Principal }).toEqual({ Effect: "Allow", Principal: { AWS: "*" } });
      expect(Condition).toEqual({
        StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5", "aws:PrincipalAccount": [account(3), account(4)] },
        ArnLike: { "aws:PrincipalArn": arn("iam", "", "*", "role/acme-access-log-replication") },
      });
    }
  });

  test("allows the role only to write replicas below the path of its own account, and to read the versioning", () => {
    expect(grants().map(({ Action, Resource }) => [Action, Resource])).toEqual([
      ["s3:GetBucketVersioning", bucketArn],
      // Terraform escapes $ as $$
      ["s3:ReplicateObject", `${bucketArn}/s3-access-logs/$\${aws:PrincipalAccount}/*`],
    ]);
  });

  test("uses the given partition", () => {
    expect(grants({ partition: "aws-cn" })[1]?.Condition?.ArnLike?.["aws:PrincipalArn"]).toBe(
      ["arn", "aws-cn", "iam", "", "*", "role/acme-access-log-replication"].join(":"),
    );
  });
});
