import { type ArchiveKeyGrantsProps, archiveKeyGrants } from "../../../../modules/iam/archive-key-grants";
import { configEncryption } from "../../../../modules/iam/grants/aws-config";
import {
  accountAdministration,
  archiveAccountUse,
  denyKeyWeakening,
  organizationLookup,
} from "../../../../modules/iam/grants/key-administration";
import { logGroupEncryption } from "../../../../modules/iam/grants/log-groups";
import { readerDecryption } from "../../../../modules/iam/grants/readers";
import { trailEncryption } from "../../../../modules/iam/grants/trail";
import { vendedLogEncryption } from "../../../../modules/iam/grants/vended-logs";
import { policyJson } from "../../../../modules/iam/policy-document";
import { account, arn, partition } from "../../../../sample-data/values";

const organizationId = "o-a1b2c3d4e5";
const trailArn = arn("cloudtrail", "eu-west-1", account(1), "trail/acme-organization-trail");
const readerRoleArns = [arn("iam", "", account(4), "role/auditor")];
const archiveBucketArns = [arn("s3", "", "", "acme-config-archive"), arn("s3", "", "", "acme-service-logs")];
const crawlerLogs = arn("logs", "eu-west-1", account(2), "log-group:/aws-glue/crawlers*");

const logSourceStatements = [
  ...trailEncryption(partition, trailArn, account(1)),
  ...configEncryption({
    partition,
    organizationId,
    roleName: "acme-config-recorder",
    s3ViaService: "s3.eu-west-1.amazonaws.com",
  }),
  vendedLogEncryption(partition, organizationId),
];

const grants = (props: Partial<ArchiveKeyGrantsProps> = {}) =>
  archiveKeyGrants({
    partition,
    dnsSuffix: "amazonaws.com",
    accountId: account(2),
    region: "eu-west-1",
    organizationId,
    logSourceStatements,
    readerRoleArns,
    archiveBucketArns,
    ...props,
  });

const sids = (props: Partial<ArchiveKeyGrantsProps> = {}) => grants(props).map(({ Sid }) => Sid);

describe("the archive key policy", () => {
  test("allows exactly the account, the organization, the log sources and the readers", () => {
    const s3ViaService = "s3.eu-west-1.amazonaws.com";

    expect(grants()).toEqual([
      accountAdministration(partition, account(2)),
      organizationLookup(organizationId),
      ...logSourceStatements,
      logGroupEncryption("logs.eu-west-1.amazonaws.com", crawlerLogs),
      ...readerDecryption({ roleArns: readerRoleArns, s3ViaService, archiveBucketArns }),
    ]);
  });

  test("denies administration to all but the named roles", () => {
    const administratorRoleArns = [arn("iam", "", account(2), "role/deploy")];
    const others = grants({ administratorRoleArns }).filter(({ Effect }) => Effect === "Allow");

    expect(others).toEqual(grants());
    expect(grants({ administratorRoleArns })).toEqual(expect.arrayContaining(denyKeyWeakening(administratorRoleArns)));
  });

  test("the archive key policy of a key in another account allows that account to administer it, and the archive's account to use it", () => {
    const foreign = grants({ keyAccountId: account(3) });
    const s3ViaService = "s3.eu-west-1.amazonaws.com";

    expect(foreign).toEqual([
      accountAdministration(partition, account(3)),
      archiveAccountUse(partition, account(2), s3ViaService),
      ...grants().slice(1),
    ]);
  });

  test("the archive key policy is within the size limit, without duplicate Sids", () => {
    expect(() => policyJson("key policy", grants())).not.toThrow();
  });

  test("allows everybody only with a condition on the organization", () => {
    const open = grants().filter(({ Principal }) => typeof Principal === "object" && Principal.AWS === "*");

    expect(open).toHaveLength(2);
    for (const { Condition } of open) {
      expect(Condition?.StringEquals?.["aws:PrincipalOrgID"]).toBe(organizationId);
    }
  });

  test("allows every AWS service only with a condition", () => {
    const services = grants().filter(({ Principal }) => typeof Principal === "object" && Principal.Service);

    expect(services).toHaveLength(6);
    for (const { Condition } of services) expect(Condition).toBeDefined();
  });

  test.each<[string, Partial<ArchiveKeyGrantsProps>, string[]]>([
    ["the log sources", { logSourceStatements: [] }, logSourceStatements.map(({ Sid }) => Sid)],
    ["readers", { readerRoleArns: [] }, ["AllowReadersDecryptTrail", "AllowReadersDecryptArchives"]],
  ])("contains no statement for %s if there is none", (_, props, absent) => {
    expect(sids(props)).toEqual(sids().filter((sid) => !absent.includes(sid)));
    expect(sids()).toEqual(expect.arrayContaining(absent));
  });

  test("contains only the given account, region and domain suffix", () => {
    const china = grants({
      logSourceStatements: [],
      partition: "aws-cn",
      dnsSuffix: "amazonaws.com.cn",
      region: "cn-north-1",
      accountId: account(3),
    });
    const logGroup = china.find(({ Sid }) => Sid === "AllowLogGroupEncrypt");
    const via = china.flatMap(({ Condition }) => Condition?.StringEquals?.["kms:ViaService"] ?? []);

    expect(logGroup?.Principal).toEqual({ Service: "logs.cn-north-1.amazonaws.com.cn" });
    expect(logGroup?.Condition?.ArnLike).toEqual({
      "kms:EncryptionContext:aws:logs:arn": `arn:aws-cn:logs:cn-north-1:${account(3)}:log-group:/aws-glue/crawlers*`,
    });
    expect(new Set(via)).toEqual(new Set(["s3.cn-north-1.amazonaws.com.cn"]));
    expect(via).toHaveLength(2);
    expect(china[0]?.Principal).toEqual({ AWS: `arn:aws-cn:iam::${account(3)}:root` });
  });
});
