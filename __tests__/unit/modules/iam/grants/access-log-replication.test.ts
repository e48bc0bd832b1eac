import {
  type AccessLogReplication,
  accessLogReplication,
} from "../../../../../modules/iam/grants/access-log-replication";
import { account, arn, partition } from "../../../../../sample-data/values";

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

const of = (effect: string) => grants().filter(({ Effect }) => Effect === effect);

describe("accessLogReplication", () => {
  test("accessLogReplication is empty if there are no accounts", () => {
    expect(grants({ accountIds: [] })).toEqual([]);
  });

  test("allows the role with this name in the listed accounts, if they are in the organization", () => {
    expect(of("Allow")).toHaveLength(2);
    for (const { Effect, Principal, Condition } of of("Allow")) {
      expect({ Effect, Principal }).toEqual({ Effect: "Allow", Principal: { AWS: "*" } });
      expect(Condition).toEqual({
        StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5", "aws:PrincipalAccount": [account(3), account(4)] },
        ArnLike: { "aws:PrincipalArn": arn("iam", "", "*", "role/acme-access-log-replication") },
      });
    }
  });

  test("denies everybody keys with a segment that programs read as another folder", () => {
    const [denial, ...others] = of("Deny");

    expect(others).toEqual([]);
    expect(denial).toMatchObject({ Principal: { AWS: "*" }, Action: "s3:ReplicateObject" });
    expect(denial).not.toHaveProperty("Condition");
    expect(denial?.Resource).toEqual(["*/../*", "*/./*", "*//*", "*/..", "*/."].map((keys) => `${bucketArn}/${keys}`));
  });

  test("allows the role only to write replicas below the path of its own account, and to read the versioning", () => {
    expect(of("Allow").map(({ Action, Resource }) => [Action, Resource])).toEqual([
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
