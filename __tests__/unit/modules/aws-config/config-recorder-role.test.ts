import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { IamServiceLinkedRole } from "@cdktf/provider-aws/lib/iam-service-linked-role";
import {
  type RecorderRole,
  type RecorderRoleProps,
  ownRole,
  serviceLinkedRole,
} from "../../../../modules/aws-config/config-recorder-role";
import { synth } from "../../../support/synth";
import { account, arn, partition } from "../../../../sample-data/values";

const bucketArn = arn("s3", "", "", "acme-config-archive");
const kmsKeyArn = arn("kms", "eu-west-1", account(2), "key/abcd");
const common = { partition, accountId: account(3), bucketArn, prefix: "config-logs", kmsKeyArn };

describe("a role of this project", () => {
  const own = (props: Partial<RecorderRoleProps> = {}) =>
    synth((scope) => void ownRole(scope, "acme-config-recorder", { ...common, ...props }));

  test("a role of this project can be assumed by AWS Config only for its own account", () => {
    const role = own().one(IamRole);

    expect(role.name).toBe("acme-config-recorder");
    expect(JSON.parse(role.assume_role_policy).Statement).toEqual([
      {
        Effect: "Allow",
        Principal: { Service: "config.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": account(3) } },
      },
    ]);
  });

  test.each(["aws", "aws-cn", "aws-us-gov"])("reads with the AWS managed policy of partition %s", (ofPartition) => {
    expect(own({ partition: ofPartition }).one(IamRolePolicyAttachment)).toMatchObject({
      role: expect.stringMatching(/^\$\{aws_iam_role\.Role\w*\.name\}$/),
      policy_arn: `arn:${ofPartition}:iam::aws:policy/service-role/AWS_ConfigRole`,
    });
  });

  test("a role of this project may only deliver below the path of its own account, and encrypt with the archive key", () => {
    const policy = own().one(IamRolePolicy);

    expect(policy.name).toBe("deliver-to-archive");
    expect(policy.role).toMatch(/^\$\{aws_iam_role\.Role\w*\.id\}$/);
    expect(JSON.parse(policy.policy).Statement).toEqual([
      {
        Sid: "CheckBucket",
        Effect: "Allow",
        Action: ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:ListBucket"],
        Resource: bucketArn,
      },
      {
        Sid: "Deliver",
        Effect: "Allow",
        Action: ["s3:PutObject", "s3:PutObjectAcl"],
        Resource: `${bucketArn}/config-logs/AWSLogs/${account(3)}/Config/*`,
        Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } },
      },
      { Sid: "Encrypt", Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: kmsKeyArn },
    ]);
  });

  test("fails when its policy is larger than a role's policy may be", () => {
    expect(() => own({ prefix: "x".repeat(10_240) })).toThrow("a role policy can have at most 10240 bytes");
  });
});

describe("the service-linked role", () => {
  const linked = (create: boolean, props: Partial<RecorderRoleProps> = {}) => {
    const made: { role?: RecorderRole } = {};
    const resources = synth((scope) => {
      made.role = serviceLinkedRole(scope, create, { ...common, ...props });
    });
    return { resources, role: made.role };
  };

  test.each(["aws", "aws-cn", "aws-us-gov"])("has the name and path of IAM in partition %s", (ofPartition) => {
    const role = "role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig";

    for (const create of [true, false]) {
      expect(linked(create, { partition: ofPartition }).role?.arn).toBe(
        ["arn", ofPartition, "iam", "", account(3), role].join(":"),
      );
    }
  });

  test("the service-linked role is created if the account lacks the role, and recorders depend on it", () => {
    const { resources, role } = linked(true);

    expect(resources.one(IamServiceLinkedRole).aws_service_name).toBe("config.amazonaws.com");
    expect(role?.ready).toHaveLength(1);
  });

  test("the service-linked role is not created if the role exists", () => {
    const { resources, role } = linked(false);

    expect(resources.json).not.toHaveProperty("resource");
    expect(role?.ready).toEqual([]);
  });
});
