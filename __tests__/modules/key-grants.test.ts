import {
  accountAdministration,
  configEncryption,
  logGroupEncryption,
  organizationLookup,
  readerDecryption,
  trailEncryption,
  vendedLogEncryption,
} from "../../modules/key-grants";
import { alarmPublishing, machineLogDelivery, trailPublishing } from "../../modules/publishing-grants";
import { account, arn, partition } from "../support/values";

const organizationId = "o-a1b2c3d4e5";
const viaS3 = "s3.eu-west-1.amazonaws.com";
const trailArn = arn("cloudtrail", "eu-west-1", account(1), "trail/acme-organization-trail");
const logGroupArn = arn("logs", "eu-west-1", account(1), "log-group:acme-organization-trail");
const readers = [arn("iam", "", account(4), "role/auditor")];
const archives = ["config-archive", "service-logs"].map((name) => arn("s3", "", "", `acme-${name}`));

const administration = (ofPartition = partition) => accountAdministration(ofPartition, account(2));
const trail = (ofPartition = partition) => trailEncryption(ofPartition, trailArn, account(1));
const config = (ofPartition = partition) =>
  configEncryption({ partition: ofPartition, organizationId, roleName: "acme-config-recorder", viaS3 });
const vended = (ofPartition = partition) => vendedLogEncryption(ofPartition, organizationId);
const reading = (roleArns: readonly string[] = readers) =>
  readerDecryption({ roleArns, viaS3, archiveBucketArns: archives });

const everyGrant = [
  administration(),
  ...trail(),
  ...config(),
  vended(),
  ...reading(),
  organizationLookup(organizationId),
  logGroupEncryption("logs.eu-west-1.amazonaws.com", logGroupArn),
  ...alarmPublishing(account(1)),
  trailPublishing(trailArn),
  machineLogDelivery(partition, "eu-west-1", account(1)),
];

const serviceOf = ({ Principal }: (typeof everyGrant)[number]) =>
  typeof Principal === "object" ? Principal.Service : undefined;

describe("every grant", () => {
  test("allows, and is about the key it belongs to", () => {
    expect(everyGrant).toHaveLength(15);
    for (const { Effect, Resource } of everyGrant) {
      expect({ Effect, Resource }).toEqual({ Effect: "Allow", Resource: "*" });
    }
  });

  test("lets only the key's own account administer the key", () => {
    const using = /^kms:(Decrypt\*?|DescribeKey|Describe\*|Encrypt\*?|GenerateDataKey\*?|ReEncrypt\*)$/;
    const administrating = everyGrant.filter(({ Action }) => [Action].flat().some((action) => !using.test(action)));

    expect(administrating).toEqual([administration()]);
  });

  test("lets everybody in only from inside the organization", () => {
    const open = everyGrant.filter(({ Principal }) => typeof Principal === "object" && Principal.AWS === "*");

    expect(open.map(({ Sid }) => Sid)).toEqual(["AllowConfigRoleEncrypt", "AllowOrganizationDescribeKey"]);
    for (const { Condition } of open) {
      expect(Condition?.StringEquals?.["aws:PrincipalOrgID"]).toBe(organizationId);
    }
    expect(everyGrant.filter(({ Principal }) => Principal === "*")).toEqual([]);
  });

  test("lets an AWS service in under a condition, EventBridge alone excepted, for which AWS supports none", () => {
    const services = everyGrant.filter(serviceOf);

    expect(services).toHaveLength(10);
    expect(services.filter(({ Condition }) => !Condition).map(serviceOf)).toEqual(["events.amazonaws.com"]);
  });

  test.each(["aws-cn", "aws-us-gov"])("names nothing of another partition than %s", (other) => {
    const encryptionContext = JSON.stringify(trail(other)[0]?.Condition?.StringLike);
    const grants = JSON.stringify([administration(other), ...config(other), vended(other)]) + encryptionContext;

    expect(grants).toContain(`arn:${other}:`);
    expect(grants).not.toContain(`arn:${partition}:`);
  });
});

describe("accountAdministration", () => {
  test("lets the account, and no other, do everything with the key", () => {
    expect(administration()).toEqual({
      Sid: "AccountAdministration",
      Effect: "Allow",
      Principal: { AWS: arn("iam", "", account(2), "root") },
      Action: "kms:*",
      Resource: "*",
    });
  });
});

describe("trailEncryption", () => {
  test("lets the one trail encrypt trail files of the management account, and read the key's description", () => {
    const Principal = { Service: "cloudtrail.amazonaws.com" };
    const StringEquals = { "aws:SourceArn": trailArn };

    expect(trail()).toEqual([
      {
        Sid: "AllowCloudTrailEncryptLogs",
        Effect: "Allow",
        Principal,
        Action: "kms:GenerateDataKey*",
        Resource: "*",
        Condition: {
          StringEquals,
          StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": arn("cloudtrail", "*", account(1), "trail/*") },
        },
      },
      {
        Sid: "AllowCloudTrailDescribeKey",
        Effect: "Allow",
        Principal,
        Action: "kms:DescribeKey",
        Resource: "*",
        Condition: { StringEquals },
      },
      {
        Sid: "AllowCloudTrailDecrypt",
        Effect: "Allow",
        Principal,
        Action: "kms:Decrypt",
        Resource: "*",
        Condition: { StringEquals },
      },
    ]);
  });
});

describe("configEncryption", () => {
  test("lets Config encrypt for the organization: as the service, and as the recorders' role through S3 only", () => {
    const Action = ["kms:Decrypt", "kms:GenerateDataKey"];

    expect(config()).toEqual([
      {
        Sid: "AllowConfigServiceEncrypt",
        Effect: "Allow",
        Principal: { Service: "config.amazonaws.com" },
        Action,
        Resource: "*",
        Condition: { StringEquals: { "aws:SourceOrgID": organizationId } },
      },
      {
        Sid: "AllowConfigRoleEncrypt",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action,
        Resource: "*",
        Condition: {
          StringEquals: { "aws:PrincipalOrgID": organizationId, "kms:ViaService": viaS3 },
          ArnLike: { "aws:PrincipalArn": arn("iam", "", "*", "role/acme-config-recorder") },
        },
      },
    ]);
  });
});

describe("vendedLogEncryption", () => {
  test("lets log delivery of the organization encrypt", () => {
    expect(vended()).toEqual({
      Sid: "AllowLogDeliveryEncrypt",
      Effect: "Allow",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
      Resource: "*",
      Condition: {
        StringEquals: { "aws:SourceOrgID": organizationId },
        ArnLike: { "aws:SourceArn": arn("logs", "*", "*", "*") },
      },
    });
  });
});

describe("readerDecryption", () => {
  test("lets the named roles decrypt logs, through S3 only", () => {
    const Principal = { AWS: readers };
    const via = { "kms:ViaService": viaS3 };

    expect(reading()).toEqual([
      {
        Sid: "AllowReadersDecryptTrail",
        Effect: "Allow",
        Principal,
        Action: "kms:Decrypt",
        Resource: "*",
        Condition: { StringEquals: via, Null: { "kms:EncryptionContext:aws:cloudtrail:arn": "false" } },
      },
      {
        Sid: "AllowReadersDecryptArchives",
        Effect: "Allow",
        Principal,
        Action: "kms:Decrypt",
        Resource: "*",
        Condition: { StringEquals: { ...via, "kms:EncryptionContext:aws:s3:arn": archives } },
      },
    ]);
  });

  test("grants nothing without roles, because KMS refuses a statement for nobody", () => {
    expect(reading([])).toEqual([]);
  });
});

describe("organizationLookup", () => {
  test("lets the accounts of the organization describe the key, and do nothing with it", () => {
    expect(organizationLookup(organizationId)).toEqual({
      Sid: "AllowOrganizationDescribeKey",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: "kms:DescribeKey",
      Resource: "*",
      Condition: { StringEquals: { "aws:PrincipalOrgID": organizationId } },
    });
  });
});

describe("logGroupEncryption", () => {
  test("lets CloudWatch Logs encrypt the one log group", () => {
    expect(logGroupEncryption("logs.eu-west-1.amazonaws.com", logGroupArn)).toEqual({
      Sid: "AllowLogGroupEncrypt",
      Effect: "Allow",
      Principal: { Service: "logs.eu-west-1.amazonaws.com" },
      Action: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
      Resource: "*",
      Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": logGroupArn } },
    });
  });
});
