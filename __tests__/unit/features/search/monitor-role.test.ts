import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { MonitorRole } from "../../../../features/search/monitor-role";
import { account, arn } from "../../../../sample-data/values";
import { synth } from "../../../support/synth";

const topicArns = ["page", "notify"].map((severity) => arn("sns", "eu-west-1", account(1), `acme-audit-${severity}`));
const [partition = ""] = topicArns[0]?.split(":").slice(1) ?? [];
const resources = synth((scope) => {
  new MonitorRole(scope, "Role", { partition, roleName: "acme-search-monitors", topicArns });
});

describe("MonitorRole", () => {
  test("MonitorRole can be assumed only by OpenSearch Service", () => {
    const { Statement: statements } = JSON.parse(resources.one(IamRole).assume_role_policy);

    expect(statements).toEqual([
      { Effect: "Allow", Principal: { Service: "es.amazonaws.com" }, Action: "sts:AssumeRole" },
    ]);
  });

  test("MonitorRole may only publish to its topics, and use their key only to publish", () => {
    const { Statement: statements } = JSON.parse(resources.one(IamRolePolicy).policy);

    expect(statements).toEqual([
      expect.objectContaining({ Action: ["sns:Publish"], Resource: topicArns }),
      expect.objectContaining({
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Condition: { StringEquals: { "kms:EncryptionContext:aws:sns:topicArn": topicArns } },
      }),
    ]);
  });
});
