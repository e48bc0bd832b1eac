import { partitionOf } from "../../../../aws-semantics/values/partition-of";
import {
  type ArchiveWriters,
  type WrittenArchive,
  accessLogStatements,
  isOnlyTrail,
  isOverwritable,
  ownRoleArns,
  writerEncryption,
  writerStatements,
} from "../../../../modules/archive/archive-writers";
import { defaultLogPrefixes } from "../../../../modules/archive/shared-names";
import { readPolicy } from "../../../../aws-semantics/iam/read-policy";
import { evaluate } from "../../../../aws-semantics/iam/evaluate";
import type { Caller, PolicyRequest } from "../../../../aws-semantics/iam/request";
import { account, arn } from "../../../../sample-data/values";
import { asTerraformReads } from "../../../support/terraform-string";

const organizationId = "o-a1b2c3d4e5";
const bucketArn = arn("s3", "", "", "aws-waf-logs-acme");
const accessLogBucketArn = arn("s3", "", "", "acme-access-logs");
const trailArn = arn("cloudtrail", "eu-west-1", account(1), "trail/acme-trail");
const keyArn = arn("kms", "eu-west-1", account(2), "key/abcd");

const archiveOf = (writers: ArchiveWriters, more: Partial<WrittenArchive> = {}): WrittenArchive => ({
  namePrefix: "acme",
  partition: partitionOf("eu-west-1"),
  accountId: account(2),
  region: "eu-west-1",
  organizationId,
  bucketArn,
  accessLogBucketArn,
  writers,
  prefixes: defaultLogPrefixes,
  ...more,
});

const service = (name: string): Caller => ({ kind: "service", service: `${name}.amazonaws.com` });
const role = (name: string, organization = organizationId): Caller => ({
  kind: "role",
  arn: arn("iam", "", account(3), `role/${name}`),
  account: account(3),
  organization,
});
const ownerAcl = { "s3:x-amz-acl": "bucket-owner-full-control" };
const delivery = {
  "aws:SourceAccount": account(3),
  "aws:SourceOrgID": organizationId,
  "aws:SourceArn": arn("logs", "eu-west-1", account(3), "*"),
};
const throughS3 = { "kms:ViaService": "s3.eu-west-1.amazonaws.com", "kms:EncryptionContext:aws:s3:arn": bucketArn };

/** A writer, the objects that it writes, and the requests with which it uses the key. */
interface Row {
  readonly writers: ArchiveWriters;
  readonly caller: Caller;
  readonly path: string;
  readonly sends: PolicyRequest["context"];
  readonly encrypts?: PolicyRequest["context"];
  readonly action?: string;
}

const vended = (writers: ArchiveWriters, path: string): Row => ({
  writers,
  caller: service("delivery.logs"),
  path,
  sends: { ...ownerAcl, ...delivery },
  encrypts: delivery,
});

const rows: Readonly<Record<string, Row>> = {
  trailArn: {
    writers: { trailArn },
    caller: service("cloudtrail"),
    path: `cloudtrail-logs/AWSLogs/${organizationId}/a`,
    sends: { ...ownerAcl, "aws:SourceArn": trailArn },
    encrypts: { "aws:SourceArn": trailArn, "kms:EncryptionContext:aws:cloudtrail:arn": trailArn },
  },
  flowLogs: vended({ flowLogs: true }, `flow-logs/AWSLogs/${account(3)}/a`),
  transitGatewayFlowLogs: vended({ transitGatewayFlowLogs: true }, `transit-gateway-logs/AWSLogs/${account(3)}/a`),
  dnsQueryLogs: vended({ dnsQueryLogs: true }, `dns-logs/AWSLogs/${account(3)}/a`),
  webAclLogs: vended({ webAclLogs: true }, `AWSLogs/${account(3)}/a`),
  awsConfig: {
    writers: { awsConfig: true },
    caller: role("acme-config-recorder"),
    path: `config-logs/AWSLogs/${account(3)}/Config/a`,
    sends: ownerAcl,
    encrypts: throughS3,
  },
  applicationLogs: {
    writers: { applicationLogs: true },
    caller: role("acme-app-logs-to-archive"),
    path: `app-logs/${account(3)}/a`,
    sends: {},
    encrypts: throughS3,
  },
};
const accessLogRows: Readonly<Record<string, Row>> = {
  accessLogAccountIds: {
    writers: { accessLogAccountIds: [account(3)] },
    caller: role("acme-access-log-replication"),
    path: `s3-access-logs/${account(3)}/a`,
    sends: {},
    action: "s3:ReplicateObject",
  },
  loadBalancerAccountIds: {
    writers: { loadBalancerAccountIds: [account(3)] },
    caller: service("logdelivery.elasticloadbalancing"),
    path: `elb-logs/AWSLogs/${account(3)}/a`,
    sends: {},
  },
};

const policyOf = (statements: readonly object[]) =>
  readPolicy(
    "resource",
    "resource",
    asTerraformReads(
      JSON.stringify({ Version: "2012-10-17", Statement: statements.length > 0 ? statements : [nobody] }),
    ),
  );

/** IAM accepts no policy without a statement. This statement allows an unrelated action. */
const nobody = { Effect: "Deny", Principal: "*", Action: "s3:None", Resource: "*" };
const administrator = readPolicy(
  "administrator",
  "identity",
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] }),
);

type Ask = Pick<Row, "caller" | "path" | "sends" | "action">;

function effectOn(statements: readonly object[], bucket: string, { caller, path, sends, action }: Ask): string {
  return evaluate(
    { resource: policyOf(statements), identity: caller.kind === "service" ? [] : [administrator] },
    {
      caller,
      action: action ?? "s3:PutObject",
      resource: `${bucket}/${path}`,
      resourceAccount: account(2),
      context: sends,
    },
  ).effect;
}

function effectOnKey(statements: readonly object[], caller: Caller, context: PolicyRequest["context"]): string {
  return evaluate(
    { resource: policyOf(statements), identity: caller.kind === "service" ? [] : [administrator] },
    { caller, action: "kms:GenerateDataKey", resource: keyArn, resourceAccount: account(2), context },
  ).effect;
}

describe.each(Object.entries(rows))("the writer %s", (name, row) => {
  const others: ArchiveWriters = Object.assign(
    {},
    ...Object.entries(rows).flatMap(([other, { writers }]) => (other === name ? [] : [writers])),
  );

  test("may write to the bucket and encrypt with the key", () => {
    const archive = archiveOf(row.writers);

    expect(effectOn(writerStatements(archive), bucketArn, row)).toBe("allow");
    expect(effectOnKey(writerEncryption(archive), row.caller, row.encrypts ?? {})).toBe("allow");
  });

  test("may not write if its log source is disabled, even if other log sources are enabled", () => {
    expect(effectOn(writerStatements(archiveOf(others)), bucketArn, row)).toBe("implicit deny");
    expect(effectOn(writerStatements(archiveOf({})), bucketArn, row)).toBe("implicit deny");
    expect(effectOnKey(writerEncryption(archiveOf({})), row.caller, row.encrypts ?? {})).toBe("implicit deny");
  });

  test("may not write below the path of another account, or for another organization", () => {
    const statements = writerStatements(archiveOf(row.writers));
    const otherPath = row.path.replace(account(3), account(4)).replace(organizationId, "o-z9y8x7w6v5");
    const foreign = writerStatements(archiveOf(row.writers, { organizationId: "o-z9y8x7w6v5" }));

    expect(otherPath).not.toBe(row.path);
    expect(effectOn(statements, bucketArn, { ...row, path: otherPath })).toBe("implicit deny");
    expect(effectOn(foreign, bucketArn, row)).toBe("implicit deny");
  });
});

describe.each(Object.entries(accessLogRows))("the writer %s", (_, row) => {
  test("may write to the access-log bucket, but not to the archive", () => {
    const archive = archiveOf(row.writers);

    expect(effectOn(accessLogStatements(archive), accessLogBucketArn, row)).toBe("allow");
    expect(writerStatements(archive)).toEqual([]);
    expect(writerEncryption(archive)).toEqual([]);
  });

  test("may not write if its account is not listed", () => {
    expect(effectOn(accessLogStatements(archiveOf({})), accessLogBucketArn, row)).toBe("implicit deny");
    expect(
      effectOn(
        accessLogStatements(archiveOf({ accessLogAccountIds: [account(4)], loadBalancerAccountIds: [account(4)] })),
        accessLogBucketArn,
        row,
      ),
    ).toBe("implicit deny");
  });
});

test("this test has a row for every writer", () => {
  const all: Record<keyof ArchiveWriters, true> = {
    trailArn: true,
    flowLogs: true,
    transitGatewayFlowLogs: true,
    dnsQueryLogs: true,
    webAclLogs: true,
    awsConfig: true,
    applicationLogs: true,
    accessLogAccountIds: true,
    loadBalancerAccountIds: true,
  };

  expect([...Object.keys(rows), ...Object.keys(accessLogRows)].toSorted()).toEqual(Object.keys(all).toSorted());
});

test("the writers use the prefixes of the archive", () => {
  const prefixes = { ...defaultLogPrefixes, flowLogs: "network/flow-logs" };
  const row = rows["flowLogs"] as Row;

  expect(effectOn(writerStatements(archiveOf(row.writers, { prefixes })), bucketArn, row)).toBe("implicit deny");
  expect(
    effectOn(writerStatements(archiveOf(row.writers, { prefixes })), bucketArn, {
      ...row,
      path: `network/${row.path}`,
    }),
  ).toBe("allow");
});

test("a role of the archive's own account may write only if it delivers logs", () => {
  const ownRole = (name: string) => arn("iam", "", account(2), `role/${name}`);

  expect(ownRoleArns(archiveOf({ flowLogs: true, accessLogAccountIds: [account(3)] }))).toEqual({
    logs: [],
    accessLogs: [],
  });
  expect(ownRoleArns(archiveOf({ awsConfig: true, applicationLogs: true, accessLogAccountIds: [account(2)] }))).toEqual(
    {
      logs: [ownRole("acme-config-recorder"), ownRole("acme-app-logs-to-archive")],
      accessLogs: [ownRole("acme-access-log-replication")],
    },
  );
});

test("a log can be overwritten if a role of an account writes it", () => {
  const overwritable = Object.entries(rows).filter(([, { writers }]) => isOverwritable(writers));

  expect(overwritable.map(([name]) => name)).toEqual(["awsConfig", "applicationLogs"]);
});

test("the trail is the only writer if no other log source writes to the archive", () => {
  const onlyTrail = Object.entries({ ...rows, ...accessLogRows }).filter(([, { writers }]) =>
    isOnlyTrail({ trailArn, ...writers }),
  );

  expect(onlyTrail.map(([name]) => name)).toEqual(["trailArn", "accessLogAccountIds", "loadBalancerAccountIds"]);
  expect(isOnlyTrail({ flowLogs: true })).toBe(false);
});
