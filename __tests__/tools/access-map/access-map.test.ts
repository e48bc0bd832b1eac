import { accessMap } from "../../../tools/access-map/access-map";
import { page } from "../../../tools/access-map/page";
import { grantsText, keyText, producersText, retentionText } from "../../../tools/access-map/words";
import { ofType } from "../../../tools/synthesized/stack";
import { each, output, withStatements } from "../../support/outputs";
import type { Attributes } from "../../support/synth";
import { account } from "../../support/values";

const unchanged = accessMap(output());
const mapOf = (change?: (logArchive: Attributes) => void) => (change ? accessMap(output(change)) : unchanged);
const logsOf = (prefix: string, change?: (logArchive: Attributes) => void) => {
  const found = mapOf(change).find(({ place }) => place.prefix === prefix);
  if (found === undefined) throw new Error(`no logs ${prefix}`);
  return found;
};
const readersOf = (prefix: string, change?: (logArchive: Attributes) => void) =>
  grantsText(logsOf(prefix, change).readers);
const writersOf = (prefix: string, change?: (logArchive: Attributes) => void) =>
  grantsText(logsOf(prefix, change).writers);

const bucketPolicies = "aws_s3_bucket_policy";
const without = (sid: string) => (statements: Attributes[]) => statements.filter(({ Sid }) => Sid !== sid);
const analyst = `role/security-analyst of ${account(5)}`;
const administrators = `whoever IAM lets in ${account(2)}`;

describe("the map of everything.yaml", () => {
  test("has every place that is written, shown or granted, once", () => {
    const prefixes = mapOf().map(({ place }) => place.prefix);
    const some = [
      "s3-access-logs",
      "config-logs",
      "acme-prod-audit",
      "acme-prod-responders",
      "app-logs",
      "dns-logs",
      "flow-logs",
      "securityhub-findings",
      "ssm-logs",
      "cloudtrail-logs",
      "o-a1b2c3d4e5",
    ];

    expect(prefixes.filter((prefix) => some.includes(prefix))).toEqual(some);
  });

  test("says of each who writes, who reads, with which key and how long", () => {
    const trail = logsOf("cloudtrail-logs");

    expect(producersText(trail.producers)).toEqual([`CloudTrail, every account (${account(1)})`]);
    expect(grantsText(trail.writers)).toEqual([
      `cloudtrail.amazonaws.com for cloudtrail:eu-central-1:${account(1)}:trail/acme-everything`,
      administrators,
    ]);
    expect(grantsText(trail.readers)).toEqual([analyst, `role/auditor of ${account(2)}`, administrators]);
    expect(keyText(trail)).toBe("alias/acme-prod-archive");
    expect(retentionText(trail)).toEqual([
      "locked 400 days, governance",
      "STANDARD_IA after 60 days",
      "GLACIER after 400 days",
      "DEEP_ARCHIVE after 800 days",
      "deleted after 3653 days",
    ]);
  });

  test("names the accounts of the recorders, and their role among the writers", () => {
    const recording = output().filter((stack) => ofType(stack, "aws_config_delivery_channel").length > 0).length;

    expect(recording).toBeGreaterThan(3);
    expect(producersText(logsOf("config-logs").producers)).toEqual([`AWS Config (${recording} accounts)`]);
    expect(writersOf("config-logs").join()).toMatch(/role\/acme-prod-config-recorder of \d accounts/);
    expect(readersOf("config-logs").join()).not.toContain("recorder");
  });

  test("tells the crawler's reach by its own policy", () => {
    const crawler = `role/acme-prod-log-crawler of ${account(2)}`;

    expect(readersOf("app-logs")).toContain(crawler);
    expect(readersOf("flow-logs")).not.toContain(crawler);
  });

  test("shows what nobody writes, what no table shows, and whose bucket is somebody else's", () => {
    expect(logsOf("app-logs")).toMatchObject({ producers: [] });
    expect(logsOf("app-logs").tables).toContain("app_logs");
    expect(logsOf("cloudtrail-logs").tables).toEqual([]);
    expect(logsOf("o-a1b2c3d4e5")).toMatchObject({ accountId: undefined, producers: [], readers: [] });
    expect(keyText(logsOf("o-a1b2c3d4e5"))).toBe("not in this output");
    expect(page(mapOf())).toContain("nothing in this output");
  });

  test("the access logs have neither a key of ours nor a reader", () => {
    expect(keyText(logsOf("s3-access-logs"))).toBe("SSE-S3");
    expect(readersOf("s3-access-logs")).toEqual([administrators]);
  });
});

describe("a reader is gone", () => {
  test.each<[string, (json: Attributes) => void]>([
    ["when the bucket does not let it read", (json) => withStatements(json, bucketPolicies, without("ReadersGet"))],
    [
      "when the key does not let it decrypt",
      (json) => withStatements(json, "aws_kms_key", without("AllowReadersDecryptTrail")),
    ],
    [
      "when the bucket denies it",
      (json) =>
        withStatements(json, bucketPolicies, (statements) => [
          ...statements,
          { Effect: "Deny", Principal: "*", Action: "s3:GetObject", Resource: "*" },
        ]),
    ],
    [
      "when the key is used for another trail",
      (json) =>
        withStatements(json, "aws_kms_key", (statements) =>
          statements.map((one) =>
            one.Sid === "AllowReadersDecryptTrail"
              ? { ...one, Condition: { StringEquals: { "kms:EncryptionContext:aws:cloudtrail:arn": "other" } } }
              : one,
          ),
        ),
    ],
  ])("%s", (_, change) => {
    expect(readersOf("cloudtrail-logs")).toContain(analyst);
    expect(readersOf("cloudtrail-logs", change)).not.toContain(analyst);
  });

  test("when the bucket loses its bucket key, because the context is then each object", () => {
    const change = (json: Attributes) => {
      for (const { rule } of each(json, "aws_s3_bucket_server_side_encryption_configuration")) {
        rule[0].bucket_key_enabled = false;
      }
    };

    expect(readersOf("config-logs")).toContain(analyst);
    expect(readersOf("config-logs", change)).not.toContain(analyst);
    expect(readersOf("cloudtrail-logs", change)).toContain(analyst);
  });
});

describe("a writer is gone", () => {
  const service = `config.amazonaws.com for o-a1b2c3d4e5`;

  test.each<[string, (json: Attributes) => void]>([
    [
      "when the bucket does not let it write",
      (json) => withStatements(json, bucketPolicies, without("AWSConfigServiceDelivery")),
    ],
    [
      "when the key does not let it encrypt",
      (json) => withStatements(json, "aws_kms_key", without("AllowConfigServiceEncrypt")),
    ],
  ])("%s", (_, change) => {
    expect(writersOf("config-logs")).toContain(service);
    expect(writersOf("config-logs", change)).not.toContain(service);
  });
});

test("administrators of the account are gone when the key does not leave it to IAM", () => {
  const change = (json: Attributes) => withStatements(json, "aws_kms_key", without("AccountAdministration"));

  expect(readersOf("flow-logs", change)).not.toContain(administrators);
  expect(readersOf("s3-access-logs", change)).toContain(administrators);
});

test("a bucket that is opened says so: to strangers, and to who has no credentials", () => {
  const open = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" };
  const change = (json: Attributes) =>
    withStatements(json, bucketPolicies, (statements) => [...without("DenyOutsideOrganization")(statements), open]);
  const guarded = (json: Attributes) => withStatements(json, bucketPolicies, (statements) => [...statements, open]);

  expect(readersOf("s3-access-logs", change)).toEqual(
    expect.arrayContaining(["ANYBODY of another organization", "ANYBODY, without credentials"]),
  );
  expect(readersOf("s3-access-logs", guarded).join()).not.toContain("ANYBODY");
  // The key still keeps them out
  expect(readersOf("flow-logs", change).join()).not.toContain("ANYBODY");
});

test("a service that is let in for anybody is said to be", () => {
  const change = (json: Attributes) =>
    withStatements(json, bucketPolicies, (statements) =>
      statements.map((one) => {
        if (one.Sid === "S3ServerAccessLogsPolicy") delete one.Condition;
        return one;
      }),
    );

  expect(writersOf("s3-access-logs", change)).toContain("logging.s3.amazonaws.com, for anybody");
});

describe("what the map says changes with the output", () => {
  const drop = (type: string) => (json: Attributes) => {
    delete json.resource[type];
  };

  test("retention", () => {
    expect(retentionText(logsOf("flow-logs", drop("aws_s3_bucket_object_lock_configuration")))[0]).toBe("no lock");
    expect(retentionText(logsOf("flow-logs", drop("aws_s3_bucket_lifecycle_configuration")))).toEqual([
      "locked 400 days, governance",
      "never deleted",
    ]);
  });

  test("a rule for another prefix, or one that is off, is not about these logs", () => {
    const change = (rule: object) => (json: Attributes) => {
      for (const lifecycle of each(json, "aws_s3_bucket_lifecycle_configuration"))
        Object.assign(lifecycle.rule[0], rule);
    };
    const kept = (rule: object) => logsOf("flow-logs", change(rule)).retention.expireDays;

    expect(kept({ filter: [{ prefix: "flow-logs/" }] })).toBe(3653);
    expect(kept({ filter: [{ prefix: "dns-logs/" }] })).toBeUndefined();
    expect(kept({ status: "Disabled" })).toBeUndefined();
  });

  test("key, tables and producers", () => {
    const encryption = "aws_s3_bucket_server_side_encryption_configuration";

    expect(keyText(logsOf("flow-logs", drop(encryption)))).toBe("SSE-S3");
    expect(logsOf("flow-logs", drop("aws_glue_catalog_table")).tables).toEqual([]);
    expect(logsOf("s3-access-logs", drop("aws_s3_bucket_logging")).producers).toEqual([]);
  });
});
