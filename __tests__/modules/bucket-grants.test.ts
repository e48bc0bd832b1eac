import {
  accessLogDelivery,
  archiveReaders,
  configDelivery,
  trailDelivery,
  vendedLogDelivery,
} from "../../modules/bucket-grants";
import { account, arn, partition } from "../support/values";

const organizationId = "o-a1b2c3d4e5";
const bucketArn = arn("s3", "", "", "acme-archive");
const trailArn = arn("cloudtrail", "eu-west-1", account(1), "trail/acme-organization-trail");
const reader = arn("iam", "", account(4), "role/auditor");
const sources = ["trail", "config"].map((name) => arn("s3", "", "", `acme-${name}-archive`));

const trail = () =>
  trailDelivery({ bucketArn, prefix: "cloudtrail-logs", trailArn, managementAccountId: account(1), organizationId });

const config = (ofPartition = partition) =>
  configDelivery({
    partition: ofPartition,
    bucketArn,
    prefix: "config-logs",
    organizationId,
    roleName: "acme-config-recorder",
  });

const vended = (ofPartition = partition) =>
  vendedLogDelivery({ partition: ofPartition, bucketArn, prefixes: ["flow-logs", "dns-logs"], organizationId });

const accessLogs = () =>
  accessLogDelivery({ bucketArn, prefix: "s3-access-logs", sourceAccountId: account(2), sourceBucketArns: sources });

const readers = () => archiveReaders(bucketArn, [reader]);

const everyGrant = [...trail(), ...config(), ...vended(), ...accessLogs(), ...readers()];

describe("every grant", () => {
  test("allows, and names only the bucket or what is below it", () => {
    for (const { Effect, Resource } of everyGrant) {
      expect(Effect).toBe("Allow");
      for (const resource of [Resource].flat()) {
        expect(resource === bucketArn || resource.startsWith(`${bucketArn}/`)).toBe(true);
      }
    }
  });

  test("lets nobody delete, and nobody change a setting of the bucket", () => {
    const actions = new Set(everyGrant.flatMap(({ Action }) => Action));

    expect([...actions].toSorted()).toEqual([
      "s3:GetBucketAcl",
      "s3:GetBucketLocation",
      "s3:GetObject",
      "s3:GetObjectVersion",
      "s3:ListBucket",
      "s3:PutObject",
      "s3:PutObjectAcl",
    ]);
  });

  test("lets everybody in only from inside the organization", () => {
    const open = everyGrant.filter(({ Principal }) => typeof Principal === "object" && Principal.AWS === "*");

    expect(open).toHaveLength(2);
    for (const { Condition } of open) {
      expect(Condition?.StringEquals?.["aws:PrincipalOrgID"]).toBe(organizationId);
    }
    expect(everyGrant.filter(({ Principal }) => Principal === "*")).toEqual([]);
  });

  test("lets an AWS service in only on behalf of the trail, the organization or the account", () => {
    const services = everyGrant.filter(({ Principal }) => typeof Principal === "object" && Principal.Service);
    const behalf = services.map(({ Condition }) =>
      Object.entries(Condition?.StringEquals ?? {}).filter(([key]) => key.startsWith("aws:Source")),
    );

    expect(services).toHaveLength(8);
    expect(new Set(behalf.map((keys) => JSON.stringify(keys)))).toEqual(
      new Set(
        [[["aws:SourceArn", trailArn]], [["aws:SourceOrgID", organizationId]], [["aws:SourceAccount", account(2)]]].map(
          (keys) => JSON.stringify(keys),
        ),
      ),
    );
  });

  test("lets a producer write only what the bucket's owner will own, S3's own access logs aside", () => {
    const writes = everyGrant.filter(
      ({ Action, Sid }) => [Action].flat().includes("s3:PutObject") && !Sid.startsWith("S3Server"),
    );

    expect(writes).toHaveLength(5);
    for (const { Condition } of writes) {
      expect(Condition?.StringEquals?.["s3:x-amz-acl"]).toBe("bucket-owner-full-control");
    }
  });

  test.each(["aws-cn", "aws-us-gov"])("names nothing of another partition than %s", (other) => {
    const conditions = [...config(other), ...vended(other)].map(({ Condition }) => JSON.stringify(Condition));

    expect(conditions.join()).toContain(`arn:${other}:`);
    expect(conditions.join()).not.toContain(`arn:${partition}:`);
  });
});

describe("trailDelivery", () => {
  test("is the policy CloudTrail asks for: one trail, below the management account and the organization", () => {
    const Principal = { Service: "cloudtrail.amazonaws.com" };
    const StringEquals = { "s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceArn": trailArn };

    expect(trail()).toEqual([
      {
        Sid: "AWSCloudTrailAclCheck20150319",
        Effect: "Allow",
        Principal,
        Action: "s3:GetBucketAcl",
        Resource: bucketArn,
        Condition: { StringEquals: { "aws:SourceArn": trailArn } },
      },
      {
        Sid: "AWSCloudTrailWrite20150319",
        Effect: "Allow",
        Principal,
        Action: "s3:PutObject",
        Resource: `${bucketArn}/cloudtrail-logs/AWSLogs/${account(1)}/*`,
        Condition: { StringEquals },
      },
      {
        Sid: "AWSCloudTrailOrganizationWrite20150319",
        Effect: "Allow",
        Principal,
        Action: "s3:PutObject",
        Resource: `${bucketArn}/cloudtrail-logs/AWSLogs/${organizationId}/*`,
        Condition: { StringEquals },
      },
    ]);
  });
});

describe("configDelivery", () => {
  const checks = ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:ListBucket"];
  const ownerAcl = { "s3:x-amz-acl": "bucket-owner-full-control" };

  test("lets the service check the bucket and write any account's path, for the organization", () => {
    const Principal = { Service: "config.amazonaws.com" };

    expect(config().slice(0, 2)).toEqual([
      {
        Sid: "AWSConfigServiceBucketCheck",
        Effect: "Allow",
        Principal,
        Action: checks,
        Resource: bucketArn,
        Condition: { StringEquals: { "aws:SourceOrgID": organizationId } },
      },
      {
        Sid: "AWSConfigServiceDelivery",
        Effect: "Allow",
        Principal,
        Action: "s3:PutObject",
        Resource: `${bucketArn}/config-logs/AWSLogs/*/Config/*`,
        Condition: { StringEquals: { ...ownerAcl, "aws:SourceOrgID": organizationId } },
      },
    ]);
  });

  test("lets the recorders' role check the bucket and write its own account's path, which Terraform leaves alone", () => {
    const Principal = { AWS: "*" };
    const ArnLike = { "aws:PrincipalArn": arn("iam", "", "*", "role/acme-config-recorder") };

    expect(config().slice(2)).toEqual([
      {
        Sid: "AWSConfigRoleBucketCheck",
        Effect: "Allow",
        Principal,
        Action: checks,
        Resource: bucketArn,
        Condition: { StringEquals: { "aws:PrincipalOrgID": organizationId }, ArnLike },
      },
      {
        Sid: "AWSConfigRoleDelivery",
        Effect: "Allow",
        Principal,
        Action: ["s3:PutObject", "s3:PutObjectAcl"],
        Resource: `${bucketArn}/config-logs/AWSLogs/$\${aws:PrincipalAccount}/Config/*`,
        Condition: { StringEquals: { ...ownerAcl, "aws:PrincipalOrgID": organizationId }, ArnLike },
      },
    ]);
  });
});

describe("vendedLogDelivery", () => {
  test("lets log delivery of the organization check the bucket and write below its prefixes only", () => {
    const Principal = { Service: "delivery.logs.amazonaws.com" };
    const ArnLike = { "aws:SourceArn": arn("logs", "*", "*", "*") };

    expect(vended()).toEqual([
      {
        Sid: "AWSLogDeliveryAclCheck",
        Effect: "Allow",
        Principal,
        Action: ["s3:GetBucketAcl", "s3:ListBucket"],
        Resource: bucketArn,
        Condition: { StringEquals: { "aws:SourceOrgID": organizationId }, ArnLike },
      },
      {
        Sid: "AWSLogDeliveryWrite",
        Effect: "Allow",
        Principal,
        Action: "s3:PutObject",
        Resource: [`${bucketArn}/flow-logs/AWSLogs/*`, `${bucketArn}/dns-logs/AWSLogs/*`],
        Condition: {
          StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceOrgID": organizationId },
          ArnLike,
        },
      },
    ]);
  });
});

describe("accessLogDelivery", () => {
  test("lets S3 write the access logs of the named buckets of the account, below the prefix only", () => {
    expect(accessLogs()).toEqual([
      {
        Sid: "S3ServerAccessLogsPolicy",
        Effect: "Allow",
        Principal: { Service: "logging.s3.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: `${bucketArn}/s3-access-logs/*`,
        Condition: {
          ArnLike: { "aws:SourceArn": sources },
          StringEquals: { "aws:SourceAccount": account(2) },
        },
      },
    ]);
  });
});

describe("archiveReaders", () => {
  test("lets the named roles list and read, every version included, and nothing more", () => {
    const Principal = { AWS: [reader] };

    expect(readers()).toEqual([
      {
        Sid: "ReadersList",
        Effect: "Allow",
        Principal,
        Action: ["s3:GetBucketLocation", "s3:ListBucket"],
        Resource: bucketArn,
      },
      {
        Sid: "ReadersGet",
        Effect: "Allow",
        Principal,
        Action: ["s3:GetObject", "s3:GetObjectVersion"],
        Resource: `${bucketArn}/*`,
      },
    ]);
  });

  test("grants nothing without roles, because S3 refuses a statement for nobody", () => {
    expect(archiveReaders(bucketArn, [])).toEqual([]);
  });
});
