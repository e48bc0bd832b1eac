import { accessMap } from "../../../../cli/access-map/access-map";
import { keyOf } from "../../../../cli/access-map/s3-location";
import { page } from "../../../../cli/access-map/page";
import { grantsText, keyText, logSourcesText, retentionText } from "../../../../cli/access-map/labels";
import { ofType } from "../../../../terraform-types/synthesized/stack";
import { each, output, withStatements } from "../../../support/outputs";
import type { Attributes } from "../../../support/synth";
import { account } from "../../../../sample-data/values";

const unchanged = accessMap(output());
const mapOf = (change?: (logArchive: Attributes) => void) => (change ? accessMap(output(change)) : unchanged);
const logsOf = (prefix: string, change?: (logArchive: Attributes) => void) => {
  const found = mapOf(change).find(({ location }) => location.prefix === prefix);
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
const holders = ["analysts", "responders"].map((of) => `roles with policy/acme-prod-${of} of ${account(2)}`);
const administrators = `any principal that IAM allows in ${account(2)}`;

describe("the access map of everything.yaml", () => {
  test("contains once every location that is written, read by a table, or granted", () => {
    const archive = (name: string, ...prefixes: string[]) =>
      prefixes.map((prefix) => `acme-prod-${name}-${account(2)}/${prefix}`);

    expect(mapOf().map(({ location }) => keyOf(location))).toEqual([
      ...archive("access-logs", "elb-logs", "nlb-logs", "s3-access-logs", "s3-version-lists"),
      `acme-prod-access-logs-${account(3)}/s3-access-logs`,
      ...archive("address-countries", "ranges"),
      ...archive("config-archive", "config-logs"),
      ...archive("config-archive-copy", "config-logs"),
      ...archive("hunt-rows", "rows"),
      ...archive("lakehouse", "tables"),
      ...archive(
        "query-results",
        "acme-prod-audit",
        "acme-prod-checks",
        "acme-prod-dashboards",
        "acme-prod-hunts",
        "acme-prod-responders",
      ),
      ...archive("query-results", "search-rejected", "search-rejected-application-logs", "search-rejected-findings"),
      ...archive("query-results", "search-rejected-flow-logs"),
      ...archive("service-logs", "app-logs", "dns-logs", "failed-deliveries", "flow-logs", "securityhub-findings"),
      ...archive("service-logs", "ssm-logs", "transit-gateway-logs"),
      ...archive("trail-archive", "cloudtrail-logs"),
      `aws-controltower-logs-${account(2)}-eu-central-1/o-a1b2c3d4e5`,
      `aws-waf-logs-acme-prod-${account(2)}/AWSLogs`,
    ]);
  });

  test.each([
    ["elb-logs", [], ["load_balancer_logs"], "logdelivery.elasticloadbalancing.amazonaws.com, for anyone"],
    ["nlb-logs", [], ["network_load_balancer_logs"], "delivery.logs.amazonaws.com for "],
    ["app-logs", ["Firehose (5 accounts)"], ["app_logs"], "role/acme-prod-app-logs-to-archive of 5 accounts"],
    [
      "securityhub-findings",
      [`Firehose (${account(5)})`],
      ["securityhub_findings", "securityhub_findings_by_month"],
      `role/acme-prod-securityhub-findings-to-archive of ${account(5)}`,
    ],
    ["failed-deliveries", ["Firehose (5 accounts)"], [], "role/acme-prod-app-logs-to-archive of 5 accounts"],
    [
      "dns-logs",
      [`Resolver query logs (${account(3)}, ${account(4)})`],
      ["dns_logs"],
      "delivery.logs.amazonaws.com for ",
    ],
    ["flow-logs", ["VPC flow logs (4 accounts)"], ["flow_logs"], "delivery.logs.amazonaws.com for "],
    [
      "transit-gateway-logs",
      [`VPC flow logs (${account(3)})`],
      ["transit_gateway_logs"],
      "delivery.logs.amazonaws.com for ",
    ],
    [
      "ssm-logs",
      ["Session Manager (5 accounts)"],
      ["session_transcripts"],
      "any principal that IAM allows in 5 accounts",
    ],
    ["AWSLogs", [`WAF (${account(3)}, ${account(4)})`], ["waf_logs"], "delivery.logs.amazonaws.com for "],
    [
      "s3-access-logs",
      [`S3 access logging (${account(2)})`, `S3 replication (${account(3)})`],
      ["s3_access_logs"],
      `role/acme-prod-access-log-replication of ${account(3)}`,
    ],
    ["s3-version-lists", [`S3 Inventory (${account(2)})`], ["archive_versions"], "s3.amazonaws.com for "],
  ])("shows that %s are written by %j, read by the tables %j, and granted", (prefix, logSources, tables, writer) => {
    const logs = logsOf(prefix);

    expect(logSourcesText(logs.logSources)).toEqual(logSources);
    expect(logs.tables.filter((table) => !table.includes("crawler"))).toEqual(tables);
    expect(grantsText(logs.writers).filter((text) => text.startsWith(writer))).toHaveLength(1);
  });

  test("shows that replication, and no recorder, writes the copy of the Config archive", () => {
    const copy = mapOf().find(({ location }) => location.bucket.includes("-copy-"));
    const role = `role/acme-prod-config-archive-replication of ${account(2)}`;

    expect(logSourcesText(copy?.logSources ?? [])).toEqual([`S3 replication (${account(2)})`]);
    expect(grantsText(copy?.writers ?? [])).toEqual([role]);
    expect(grantsText(copy?.readers ?? []).join()).not.toContain("replication");
    expect(readersOf("config-logs")).toContain(role);
    expect(writersOf("config-logs").join()).not.toContain("replication");
  });

  test("shows a statement for the whole organization without role names, and without external accounts", () => {
    expect(writersOf("ssm-logs")).toEqual([
      `any role of ${account(2)}`,
      "any principal that IAM allows in 5 accounts",
      "roles with policy/acme-prod-session-node of 5 accounts",
    ]);
    expect(JSON.stringify(logsOf("ssm-logs").writers)).not.toContain(account(8));
  });

  test("contains the writers, readers, key and retention of each location", () => {
    const trail = logsOf("cloudtrail-logs");

    expect(logSourcesText(trail.logSources)).toEqual([
      `CloudTrail, every account (${account(1)})`,
      `CloudTrail (${account(8)})`,
    ]);
    expect(grantsText(trail.writers)).toEqual([
      `cloudtrail.amazonaws.com for cloudtrail:eu-central-1:${account(1)}:trail/acme-everything`,
      `cloudtrail.amazonaws.com for ${account(8)}, cloudtrail:eu-central-1:*:trail/acme-prod-outside-trail`,
    ]);
    expect(grantsText(trail.readers)).toEqual([
      `role/acme-prod-dashboards of ${account(2)}`,
      `role/acme-prod-hunts of ${account(2)}`,
      `role/acme-prod-lakehouse of ${account(2)}`,
      `role/acme-prod-digest-check of ${account(2)}`,
      `role/acme-prod-search-pipeline of ${account(2)}`,
      `role/OIDC_acme-prod-siem-sentinel of ${account(2)}`,
      `role/acme-prod-siem-splunk of ${account(2)}`,
      analyst,
      `role/auditor of ${account(2)}`,
      ...holders,
      administrators,
    ]);
    expect(keyText(trail)).toBe("alias/acme-prod-archive");
    expect(retentionText(trail)).toEqual([
      "locked 400 days, governance",
      "STANDARD_IA after 60 days",
      "GLACIER_IR after 200 days",
      "GLACIER after 400 days",
      "DEEP_ARCHIVE after 800 days",
      "deleted after 3653 days",
    ]);
  });

  test("contains the accounts of the recorders, and their role among the writers", () => {
    const recording = output().filter((stack) => ofType(stack, "aws_config_delivery_channel").length > 0).length;

    expect(recording).toBeGreaterThan(3);
    expect(logSourcesText(logsOf("config-logs").logSources)).toEqual([`AWS Config (${recording} accounts)`]);
    expect(writersOf("config-logs").join()).toMatch(/role\/acme-prod-config-recorder of \d accounts/);
    expect(readersOf("config-logs").join()).not.toContain("recorder");
  });

  test("shows the crawler's access, which comes from the crawler's own policy", () => {
    const crawler = `role/acme-prod-log-crawler of ${account(2)}`;

    expect(readersOf("app-logs")).toContain(crawler);
    expect(readersOf("flow-logs")).not.toContain(crawler);
  });

  test("contains locations without writers, without tables, and in external buckets", () => {
    expect(logsOf("elb-logs")).toMatchObject({ logSources: [], tables: ["load_balancer_logs"] });
    expect(logsOf("failed-deliveries").tables).toEqual([]);
    expect(logsOf("o-a1b2c3d4e5")).toMatchObject({ accountId: undefined, logSources: [], readers: [] });
    expect(keyText(logsOf("o-a1b2c3d4e5"))).toBe("not in this output");
    expect(page(mapOf())).toContain("nothing in this output");
  });

  test("shows that the lakehouse job writes the copy, and that the job, analysts, responders and administrators read it", () => {
    const copy = logsOf("tables");
    const job = `role/acme-prod-lakehouse of ${account(2)}`;

    expect(copy.tables).toEqual(["acme_prod_lakehouse.*"]);
    expect(logSourcesText(copy.logSources)).toEqual([`Spark job (${account(2)})`]);
    expect(grantsText(copy.writers)).toEqual([job]);
    expect(grantsText(copy.readers)).toEqual([job, ...holders, administrators]);
  });

  test("shows a policy that is attached to a role of the output only as part of the role", () => {
    const attach = (logArchive: Attributes) => {
      const named = (type: string, wanted: string) =>
        Object.entries<Attributes>(logArchive.resource[type]).find(([, { name }]) => name === wanted)?.[0];
      const [id, role] = [named("aws_iam_policy", "acme-prod-analysts"), named("aws_iam_role", "acme-prod-lakehouse")];
      logArchive.resource.aws_iam_role_policy_attachment = {
        Attached: { role: `\${aws_iam_role.${role}.name}`, policy_arn: `\${aws_iam_policy.${id}.arn}` },
      };
    };

    expect(readersOf("tables", attach)).toEqual([
      `role/acme-prod-lakehouse of ${account(2)}`,
      holders[1],
      administrators,
    ]);
  });

  test("shows that access logs have no customer-managed key, and that only the hunts, the lakehouse and one feed also read them", () => {
    expect(keyText(logsOf("s3-access-logs"))).toBe("SSE-S3");
    expect(readersOf("s3-access-logs")).toEqual([
      `role/acme-prod-hunts of ${account(2)}`,
      `role/acme-prod-lakehouse of ${account(2)}`,
      `role/acme-prod-siem-splunk of ${account(2)}`,
      ...holders,
      administrators,
    ]);
  });
});

describe("the access map and locations that a policy grants", () => {
  const locationsWith = (Effect: string, Action: string, key: string) => {
    const change = (json: Attributes) =>
      withStatements(json, bucketPolicies, (statements) => {
        const resources: string[] = statements.flatMap((one) => one.Resource);
        const Resource = resources.find((one) => !one.includes("/"));
        return [...statements, { Effect, Principal: { AWS: "*" }, Action, Resource: `${Resource}${key}` }];
      });
    return mapOf(change).map(({ location }) => keyOf(location));
  };
  const before = mapOf().map(({ location }) => keyOf(location));

  test.each(["s3:PutObject", "s3:ReplicateObject"])(
    "contains a location that is granted by %s, even if no log source writes to it",
    (use) => {
      const added = locationsWith("Allow", use, "/more/*").filter((location) => !before.includes(location));

      expect(added.length).toBeGreaterThan(5);
      for (const location of added) expect(location).toMatch(/\/more$/);
    },
  );

  test.each([
    ["a whole bucket", "Allow", "s3:PutObject", "/*"],
    ["a bucket without its objects", "Allow", "s3:PutObject", ""],
    ["several folders whose names begin the same", "Allow", "s3:PutObject", "/more*/x"],
    ["several folders whose names differ in one letter", "Allow", "s3:PutObject", "/more?/x"],
    ["a folder for each account", "Allow", "s3:PutObject", "/$${aws:PrincipalAccount}/x"],
    ["a location that is only read", "Allow", "s3:GetObject", "/more/*"],
    ["a location that is denied", "Deny", "s3:PutObject", "/more/*"],
  ])("does not contain %s", (_, effect, action, key) => {
    expect(locationsWith(effect, action, key)).toEqual(before);
  });
});

describe("an access map shows a role as a reader only if", () => {
  test.each<[string, (json: Attributes) => void]>([
    ["the bucket policy allows it to read", (json) => withStatements(json, bucketPolicies, without("Readers"))],
    [
      "the key policy allows it to decrypt",
      (json) => withStatements(json, "aws_kms_key", without("AllowReadersDecryptTrail")),
    ],
    [
      "the bucket policy does not deny it",
      (json) =>
        withStatements(json, bucketPolicies, (statements) => [
          ...statements,
          { Effect: "Deny", Principal: "*", Action: "s3:GetObject", Resource: "*" },
        ]),
    ],
    [
      "the key policy allows it for this trail",
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

  test("it may decrypt with the context of the bucket, or of each object if there is no bucket key", () => {
    const change = (json: Attributes) => {
      for (const { rule } of each(json, "aws_s3_bucket_server_side_encryption_configuration")) {
        rule[0].bucket_key_enabled = false;
      }
    };

    expect(readersOf("config-logs")).toContain(analyst);
    expect(readersOf("config-logs", change)).toContain(analyst);
    expect(readersOf("cloudtrail-logs", change)).toContain(analyst);
  });
});

describe("an access map shows a service as a writer only if", () => {
  const service = `config.amazonaws.com for o-a1b2c3d4e5`;

  test.each<[string, (json: Attributes) => void]>([
    [
      "the bucket policy allows it to write",
      (json) => withStatements(json, bucketPolicies, without("AWSConfigServiceDelivery")),
    ],
    [
      "the key policy allows it to encrypt",
      (json) => withStatements(json, "aws_kms_key", without("AllowConfigServiceEncrypt")),
    ],
  ])("%s", (_, change) => {
    expect(writersOf("config-logs")).toContain(service);
    expect(writersOf("config-logs", change)).not.toContain(service);
  });
});

test("the map omits administrators of the account if the key policy does not allow IAM policies to decide", () => {
  const change = (json: Attributes) => withStatements(json, "aws_kms_key", without("AccountAdministration"));

  expect(readersOf("config-logs")).toContain(administrators);
  expect(readersOf("config-logs", change)).not.toContain(administrators);
  expect(readersOf("s3-access-logs", change)).toContain(administrators);
});

test("the map shows other organizations and anonymous callers if the bucket policy allows them", () => {
  const open = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" };
  const change = (json: Attributes) =>
    withStatements(json, bucketPolicies, (statements) => [...without("DenyOutsideOrganization")(statements), open]);
  const guarded = (json: Attributes) => withStatements(json, bucketPolicies, (statements) => [...statements, open]);

  expect(readersOf("s3-access-logs", change)).toEqual(
    expect.arrayContaining(["ANYONE of another organization", "ANYONE, without credentials"]),
  );
  expect(readersOf("s3-access-logs", guarded).join()).not.toContain("ANYONE");
  // The key policy still denies these callers
  expect(readersOf("flow-logs", change).join()).not.toContain("ANYONE");
});

test("the map shows a service without a condition as a service for anyone", () => {
  const change = (json: Attributes) =>
    withStatements(json, bucketPolicies, (statements) =>
      statements.map((one) => {
        if (one.Sid === "S3ServerAccessLogsPolicy") delete one.Condition;
        return one;
      }),
    );

  expect(writersOf("s3-access-logs", change)).toContain("logging.s3.amazonaws.com, for anyone");
});

describe("the access map depends on the output:", () => {
  const drop = (type: string) => (json: Attributes) => {
    delete json.resource[type];
  };

  test("the retention", () => {
    expect(retentionText(logsOf("flow-logs", drop("aws_s3_bucket_object_lock_configuration")))[0]).toBe("no lock");
    expect(retentionText(logsOf("flow-logs", drop("aws_s3_bucket_lifecycle_configuration")))).toEqual([
      "locked 400 days, governance",
      "never deleted",
    ]);
  });

  test("a rule for another prefix, or a disabled rule, does not apply to these logs", () => {
    const change = (rule: object) => (json: Attributes) => {
      for (const lifecycle of each(json, "aws_s3_bucket_lifecycle_configuration"))
        Object.assign(lifecycle.rule[0], rule);
    };
    const kept = (rule: object) => logsOf("flow-logs", change(rule)).retention.expireDays;

    expect(kept({ filter: [{ prefix: "flow-logs/" }] })).toBe(3653);
    expect(kept({ filter: [{ prefix: "dns-logs/" }] })).toBeUndefined();
    expect(kept({ status: "Disabled" })).toBeUndefined();
  });

  test("the key, the tables and the log sources", () => {
    const encryption = "aws_s3_bucket_server_side_encryption_configuration";

    expect(keyText(logsOf("flow-logs", drop(encryption)))).toBe("SSE-S3");
    expect(logsOf("flow-logs", drop("aws_glue_catalog_table")).tables).toEqual([]);
    expect(logSourcesText(logsOf("s3-access-logs", drop("aws_s3_bucket_logging")).logSources)).toEqual([
      `S3 replication (${account(3)})`,
    ]);
  });
});
