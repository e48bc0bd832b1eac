import { existsSync } from "node:fs";
import { AthenaNamedQuery } from "@cdktf/provider-aws/lib/athena-named-query";
import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup";
import { ChatbotSlackChannelConfiguration } from "@cdktf/provider-aws/lib/chatbot-slack-channel-configuration";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { SfnStateMachine } from "@cdktf/provider-aws/lib/sfn-state-machine";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { huntRunChecks } from "../../../detections/pipeline-checks";
import { countryColumn, countryColumns } from "../../../hunts/countries";
import { type Hunt, allHunts, historyDays, partsOf } from "../../../hunts/hunt";
import { rowColumns } from "../../../hunts/rows-table";
import type { PolicyStatement } from "../../../modules/iam/policy-document";
import { configOf, oneStack } from "../../support/organization";
import { asTerraformReads } from "../../support/terraform-string";
import { account, arn } from "../../../sample-data/values";
import { withContext } from "../../support/with-context";

const path = "config/example.yaml";
const { accounts } = configOf(path, {});
const on = (settings: object = {}) => ({ hunts: { enabled: true, ...settings } });
const off = oneStack("log-archive");
const logArchive = oneStack("log-archive", path, on());
const management = oneStack("management", path, on());
const hunts = allHunts();
const isOfCloudTrail = (hunt: Hunt) =>
  partsOf(hunt).every(({ source }) => source === "cloudtrail") && countryColumn(hunt) === undefined;
const ofCloudTrail = hunts.filter(isOfCloudTrail);

/** Settings with which every source of hunts has logs. */
const everySource = {
  ...on({ countries: { enabled: true } }),
  logSources: {
    vendedLogs: { enabled: true },
    flowLogs: { vpcs: "all" },
    dnsQueryLogs: {
      vpcs: "listed",
      listedVpcs: [{ account: accounts.logArchive, region: "eu-west-1", ids: ["vpc-0a1b2c3d4e5f67890"] }],
    },
    accessLogs: { buckets: [{ account: accounts.management, bucket: "acme-customer-exports" }] },
    securityHubFindings: { mode: "eachAccount" },
  },
};
const everything = oneStack("log-archive", path, everySource);
const roleArn = arn("iam", "", accounts.logArchive, "role/acme-hunts");

const machineOf = (stack: typeof logArchive) => {
  const machine = stack.all(SfnStateMachine).find(({ name }) => name === "acme-hunts");
  return JSON.parse(asTerraformReads(machine?.definition));
};
const leftOutOf = (stack: typeof logArchive): string => stack.json.output.hunts_left_out.value;
const queryNames = (stack: typeof logArchive) =>
  stack
    .all(AthenaNamedQuery)
    .map(({ name }) => name)
    .filter((name: string) => name.startsWith("hunt-"));

test("no resource of hunts exists without hunts", () => {
  expect(off.all(DynamodbTable)).toEqual([]);
  expect(off.all(SfnStateMachine)).toEqual([]);
  expect(queryNames(off)).toEqual([]);
  expect(off.all(GlueCatalogTable).map(({ name }) => name)).not.toContain("hunt_rows");
  expect(off.all(S3Bucket).filter(({ bucket }) => bucket.includes("hunt"))).toEqual([]);
  expect(off.all(AthenaWorkgroup).map(({ name }) => name)).not.toContain("acme-hunts");
});

test("each source has one statement with all of its hunts, and each hunt has a saved query and a runbook", () => {
  const { States } = machineOf(everything);
  const states = { cloudtrail: "Cloudtrail", "flow-logs": "FlowLogs", "dns-logs": "DnsLogs" } as const;
  const stateOf = (source: string) =>
    Object.entries({ ...states, "access-logs": "AccessLogs", findings: "Findings" }).find(
      ([one]) => one === source,
    )?.[1];

  for (const hunt of hunts) {
    const { name } = hunt;
    for (const { source } of partsOf(hunt)) {
      const statement: string = States[`Scan${stateOf(source)}`].Arguments.QueryString;
      expect(statement).toContain(`ROW('${name}${source === hunt.source ? "" : " (with)"}'`);
    }
    withContext(`docs/runbooks/hunt-${name}.md`, () => expect(existsSync(`docs/runbooks/hunt-${name}.md`)).toBe(true));
  }
  expect(queryNames(everything)).toEqual(hunts.map(({ name }) => `hunt-${name}`));
});

test("hunts of a source without logs are omitted, and an output contains the reason", () => {
  const { States } = machineOf(logArchive);
  const leftOut = leftOutOf(logArchive);

  expect(queryNames(logArchive)).toEqual(ofCloudTrail.map(({ name }) => `hunt-${name}`));
  expect(Object.keys(States).filter((name) => /^Scan[A-Za-z]+Wait$/.test(name))).toEqual(["ScanCloudtrailWait"]);
  for (const hunt of hunts) expect(leftOut.includes(hunt.name)).toBe(!isOfCloudTrail(hunt));
  expect(leftOutOf(everything)).toBe("");
});

test.each([
  [
    "flow logs with only rejected traffic",
    { flowLogs: { vpcs: "all", trafficType: "REJECT" } },
    "large-transfer-to-new-address",
  ],
  ["VPCs without a listed VPC", { dnsQueryLogs: { vpcs: "all" } }, "names-like-a-tunnel"],
  ["access logs without a bucket", { accessLogs: { buckets: [] } }, "bucket-read-in-bulk"],
  [
    "findings in another format",
    { securityHubFindings: { mode: "eachAccount", format: "OCSF" } },
    "findings-of-many-kinds",
  ],
  ["findings without delivery", { securityHubFindings: { mode: "none" } }, "finding-and-change"],
  ["rejected traffic and events", { flowLogs: { vpcs: "all", trafficType: "REJECT" } }, "port-opened-and-reached"],
])("hunts over %s are omitted", (_, logSources, name) => {
  const stack = oneStack("log-archive", path, {
    ...everySource,
    logSources: { ...everySource.logSources, ...logSources },
  });

  expect(leftOutOf(stack)).toContain(name);
  expect(queryNames(stack)).not.toContain(`hunt-${name}`);
});

test("queries of logs with injected partitions list the values of these partitions", () => {
  const { States } = machineOf(everything);

  expect(States.ScanDnsLogs.Arguments.QueryString).toContain("AND vpc IN ('vpc-0a1b2c3d4e5f67890')");
  expect(States.ScanAccessLogs.Arguments.QueryString).toContain("AND bucket IN ('acme-customer-exports')");
});

test("the role reads the tables and folders of existing sources, and no others", () => {
  const policyOf = (stack: typeof logArchive) =>
    JSON.stringify(stack.all(IamRolePolicy).find(({ name }) => name === "acme-hunts")?.policy);

  for (const table of ["flow_logs", "dns_logs", "s3_access_logs", "securityhub_findings"]) {
    expect(policyOf(everything)).toContain(`/${table}\\"`);
    expect(policyOf(logArchive)).not.toContain(table);
  }
  expect(policyOf(logArchive)).toContain("/hunt_rows");
});

describe("with a lakehouse", () => {
  const lakehouse = { enabled: true };
  const stack = oneStack("log-archive", path, { ...everySource, lakehouse });
  const { States } = machineOf(stack);
  const inColumns = Object.keys(States).filter((name) => /^Scan[A-Za-z]+Lakehouse$/.test(name));

  test("each source with tables in the lakehouse has a second statement, which differs only in the columns that it reads", () => {
    expect(inColumns).toEqual(
      ["Cloudtrail", "FlowLogs", "DnsLogs", "AccessLogs"].map((source) => `Scan${source}Lakehouse`),
    );
    for (const name of inColumns) {
      const [ofArchive, ofColumns] = [name.replace("Lakehouse", ""), name].map((state) => States[state].Arguments);
      expect(ofColumns.QueryString).toMatch(/"acme_lakehouse"\."\w+"/);
      expect(ofColumns.QueryString.replaceAll(/"acme_lakehouse"\."(\w+)"/g, "$1")).toBe(ofArchive.QueryString);
      expect(ofColumns.ExecutionParameters).toBe(ofArchive.ExecutionParameters);
    }
    expect(States.ScanFindings.Arguments.QueryString).not.toContain("acme_lakehouse");
  });

  test("the statement of the loaded tables names every table from which a hunt reads columns", () => {
    const loaded: string = States.Loaded.Arguments.QueryString;
    const read = inColumns.flatMap((name) =>
      [...States[name].Arguments.QueryString.matchAll(/"acme_lakehouse"\."(\w+)"/g)].map(([, table = ""]) => table),
    );

    expect([...loaded.matchAll(/SELECT '(\w+)' AS table_name/g)].map(([, table]) => table).toSorted()).toEqual(
      [...new Set(read)].toSorted(),
    );
    const parameters = loaded.replaceAll(/'(?:[^']|'')*'/g, "").match(/\?/g) ?? [];
    expect(States.Loaded.Arguments.ExecutionParameters.match(/\$(from|to|today)\b/g)).toHaveLength(parameters.length);
  });

  test("the role may read the tables of the lakehouse", () => {
    const policy = JSON.stringify(stack.all(IamRolePolicy).find(({ name }) => name === "acme-hunts")?.policy);

    expect(policy).toContain(`:::acme-lakehouse-${accounts.logArchive}/tables/*`);
    expect(policy).toContain(":table/acme_lakehouse/*");
  });

  test.each([
    ["no lakehouse", everySource],
    [
      "quarantined objects, which only the tables over the archive leave out",
      {
        ...everySource,
        lakehouse,
        query: {
          quarantinedObjects: [
            `s3://acme-trail-archive-${accounts.logArchive}/cloudtrail-logs/AWSLogs/${configOf(path, {}).organizationId}/x.gz`,
          ],
        },
      },
    ],
  ])("hunts read only the archive: %s", (_, settings) => {
    const definition = JSON.stringify(machineOf(oneStack("log-archive", path, settings)));

    expect(definition).not.toContain("acme_lakehouse");
    expect(definition).not.toContain('"Loaded"');
  });
});

describe("countries of addresses", () => {
  const deployer = arn("iam", "", accounts.logArchive, "role/OrganizationAccountAccessRole");
  const uploader = arn("iam", "", accounts.logArchive, "role/release");
  const stack = oneStack("log-archive", path, on({ countries: { enabled: true, uploaderRoleArns: [uploader] } }));
  const bucket = `acme-address-countries-${accounts.logArchive}`;
  const isOfCountries = (one: { readonly bucket?: unknown }) => JSON.stringify(one).includes("Hunts_Countries");

  test("countries of addresses have a table over the files of a bucket, from which nothing expires", () => {
    const table = stack.all(GlueCatalogTable).find(({ name }) => name === "address_countries");
    const lifecycle = stack.all(S3BucketLifecycleConfiguration).find(isOfCountries);

    expect(table?.storage_descriptor.location).toBe(`s3://${bucket}/ranges/`);
    expect(table?.storage_descriptor.columns.map(({ name }: { name: string }) => name)).toEqual(
      countryColumns.map(({ name }) => name),
    );
    expect(lifecycle?.rule[0].expiration).toBeUndefined();
    expect(stack.json.output.countries_upload.value).toBe(`aws s3 cp <file> s3://${bucket}/ranges/`);
  });

  test.each([
    ["203.0.113.0,203.0.113.255,DE", ["203.0.113.0", "203.0.113.255", "DE"]],
    ['"2001:db8::","2001:db8::ffff","BR"\r', ["2001:db8::", "2001:db8::ffff", "BR"]],
    ["first,last,country", undefined],
    ["3405803776,3405804031,DE,Berlin", undefined],
    ["", undefined],
  ])("countries of addresses are read from the line %j", (line, values) => {
    const table = stack.all(GlueCatalogTable).find(({ name }) => name === "address_countries");
    const regex = asTerraformReads(table?.storage_descriptor.ser_de_info.parameters["input.regex"]);

    expect(new RegExp(`^(?:${regex})$`).exec(line)?.slice(1)).toEqual(values);
  });

  test("countries of addresses are written and deleted by the named roles only", () => {
    const { Statement } = JSON.parse(stack.all(S3BucketPolicy).find(isOfCountries)?.policy) as {
      Statement: PolicyStatement[];
    };
    for (const sid of ["DenyForgery", "DenyDeletion"]) {
      expect(Statement.find(({ Sid }) => Sid === sid)?.Condition).toMatchObject({
        ArnNotEquals: { "aws:PrincipalArn": [deployer, uploader] },
      });
    }
  });

  test("countries of addresses are read by the role of the hunts, and compared by the hunt that needs them", () => {
    const policy = JSON.stringify(stack.all(IamRolePolicy).find(({ name }) => name === "acme-hunts")?.policy);

    expect(policy).toContain(`:::${bucket}/ranges/*`);
    expect(policy).toContain("/address_countries");
    expect(queryNames(stack)).toContain("hunt-first-use-of-country");
    expect(JSON.stringify(machineOf(stack).States.Query)).toContain("FROM address_countries");
  });

  test("exist only if they are enabled; otherwise the output names the hunt that needs them", () => {
    expect(logArchive.all(S3Bucket).filter((one) => one.bucket === bucket)).toEqual([]);
    expect(logArchive.all(GlueCatalogTable).map(({ name }) => name)).not.toContain("address_countries");
    expect(JSON.stringify(machineOf(logArchive))).not.toContain("address_countries");
    expect(leftOutOf(logArchive)).toContain(
      "first-use-of-country: there are no countries of addresses; set hunts.countries.enabled",
    );
  });
});

test("rows are kept longer than the compared history, in a bucket that only the role of the hunts may write", () => {
  const bucket = `acme-hunt-rows-${accounts.logArchive}`;
  const isRows = (one: { readonly bucket?: unknown }) => JSON.stringify(one).includes("Hunts_Rows");
  const lifecycle = logArchive.all(S3BucketLifecycleConfiguration).find(isRows);
  const policy = logArchive.all(S3BucketPolicy).find(isRows);
  const { Statement } = JSON.parse(policy?.policy) as { Statement: PolicyStatement[] };
  const table = logArchive.all(GlueCatalogTable).find(({ name }) => name === "hunt_rows");

  expect(logArchive.all(S3Bucket).map((one) => one.bucket)).toContain(bucket);
  expect(lifecycle?.rule[0].expiration[0].days).toBe(historyDays + 10);
  expect(Statement.find(({ Sid }) => Sid === "DenyForgery")?.Condition).toMatchObject({
    ArnNotEquals: { "aws:PrincipalArn": [roleArn] },
  });
  expect(table?.storage_descriptor.location).toBe(`s3://${bucket}/rows/`);
  expect(table?.storage_descriptor.columns.map(({ name }: { name: string }) => name)).toEqual(
    rowColumns.map(({ name }) => name),
  );
});

test("the statement has a pair of days for each table, also with external accounts and earlier trails", () => {
  const more = oneStack("log-archive", path, {
    ...on(),
    query: {
      earlierTrailLocations: [`s3://acme-earlier/AWSLogs/${configOf(path, {}).organizationId}`],
    },
  });

  for (const stack of [logArchive, more]) {
    for (const state of ["ScanCloudtrail", "Query"]) {
      const { QueryString, ExecutionParameters } = machineOf(stack).States[state].Arguments;
      const parameters = QueryString.replaceAll(/'(?:[^']|'')*'|--.*$/gm, "").match(/\?/g) ?? [];
      expect(ExecutionParameters.match(/\$(from|to|run)\b/g)).toHaveLength(parameters.length);
    }
  }
  expect(machineOf(more).States.ScanCloudtrail.Arguments.QueryString).toContain("FROM cloudtrail_earlier_1");
});

test("a quarantined object is excluded from hunts too", () => {
  const object = `s3://acme-trail-archive-${accounts.logArchive}/cloudtrail-logs/AWSLogs/o-a1b2c3d4e5/x.gz`;
  const location = configOf(path, {}).organizationId;
  const existing = object.replace("o-a1b2c3d4e5", location);
  const stack = oneStack("log-archive", path, { ...on(), query: { quarantinedObjects: [existing] } });

  expect(machineOf(stack).States.ScanCloudtrail.Arguments.QueryString).toContain(`"$path" NOT IN ('${existing}')`);
});

test("the statement and the message contain disabled hunts, numbers and exclusions of the configuration", () => {
  const reason = "The inventory reads every account.";
  const overrides = {
    "reading-burst": {
      severity: "page",
      parameters: { least: 12345 },
      exclusions: [{ account: account(4), reason }],
    },
  };
  const tuned = machineOf(oneStack("log-archive", path, on({ overrides })));
  const without = machineOf(oneStack("log-archive", path, on({ overrides: { "reading-burst": { off: reason } } })));
  const text = tuned.States.Begin.Assign.hunts["reading-burst"];

  expect(tuned.States.ScanCloudtrail.Arguments.QueryString).toContain(">= 12345");
  expect(tuned.States.ScanCloudtrail.Arguments.QueryString).toContain(`coalesce(account, '') NOT IN ('${account(4)}')`);
  expect(text.threshold).toContain("least = 12345");
  expect(text.topicArn).toBe(arn("sns", "eu-west-1", accounts.management, "acme-audit-page"));
  expect(without.States.Begin.Assign.hunts["reading-burst"]).toBeUndefined();
  expect(without.States.ScanCloudtrail.Arguments.QueryString).not.toContain("'reading-burst'");
});

test("the workgroup of hunts has its own scan limit", () => {
  const stack = oneStack("log-archive", path, on({ scanLimitGigabytes: 7 }));
  const workgroup = stack.all(AthenaWorkgroup).find(({ name }) => name === "acme-hunts");

  expect(workgroup?.configuration.bytes_scanned_cutoff_per_query).toBe(7e9);
  expect(workgroup?.configuration.enforce_workgroup_configuration).toBe(true);
});

test("besides alarms and rules, only the role of the hunts may publish, and only if hunts are enabled", () => {
  const condition = { ArnEquals: { "aws:PrincipalArn": [roleArn] } };
  const root = arn("iam", "", accounts.logArchive, "root");

  for (const { policy } of management.all(SnsTopicPolicy)) {
    const { Statement } = JSON.parse(policy) as { Statement: { Sid: string }[] };
    expect(Statement.find(({ Sid }) => Sid === "OtherAccountsRoles")).toMatchObject({
      Effect: "Allow",
      Principal: { AWS: [root] },
      Action: "sns:Publish",
      Condition: condition,
    });
  }
  expect(JSON.stringify(oneStack("management").all(SnsTopicPolicy))).not.toContain("OtherAccountsRoles");
});

test("the role may use the key of the topics only to publish", () => {
  const keys = (stack: typeof management) => stack.all(KmsKey).map(({ policy }) => asTerraformReads(policy));
  const statements = keys(management).flatMap((policy) => JSON.parse(policy).Statement as { Sid: string }[]);

  expect(statements.filter(({ Sid }) => Sid === "AllowRolePublishing")).toEqual([
    {
      Sid: "AllowRolePublishing",
      Effect: "Allow",
      Principal: { AWS: arn("iam", "", accounts.logArchive, "root") },
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: "*",
      Condition: {
        ArnEquals: { "aws:PrincipalArn": roleArn },
        StringEquals: {
          "kms:EncryptionContext:aws:sns:topicArn": ["page", "notify"].map((severity) =>
            arn("sns", "eu-west-1", accounts.management, `acme-audit-${severity}`),
          ),
        },
      },
    },
  ]);
  expect(keys(oneStack("management")).join()).not.toContain("AllowRolePublishing");
});

test("An alarm notifies people when the hunts fail, take too long, or do not run.", () => {
  const alarms = logArchive.all(CloudwatchMetricAlarm).filter(({ alarm_name }) => alarm_name.startsWith("acme-hunts-"));
  const machineArn = arn("states", "eu-west-1", accounts.logArchive, "stateMachine:acme-hunts");
  const notify = management.all(SnsTopicPolicy).map(({ policy }) => policy as string);

  expect(alarms.map(({ alarm_name }) => alarm_name).toSorted()).toEqual(
    huntRunChecks.map(({ id }) => `acme-${id}`).toSorted(),
  );
  for (const { alarm_name, dimensions } of alarms) {
    expect(dimensions).toEqual({ StateMachineArn: machineArn });
    expect(notify.some((policy) => policy.includes(`:alarm:${alarm_name}"`))).toBe(true);
  }
});

describe("the chat channels of hunts", () => {
  const slack = (severities: readonly string[]) => ({
    notifications: { slack: [{ workspaceId: "T0123456789", channelId: "C0123456789", severities }] },
  });
  const channelOf = (severities: readonly string[], settings: object = on()) =>
    oneStack("management", path, { ...settings, ...slack(severities) });
  const topicsOf = (stack: typeof management) => stack.one(ChatbotSlackChannelConfiguration).sns_topic_arns as string[];

  test("the chat channels of hunts have a topic for each severity, to which only the role of the hunts may publish", () => {
    const stack = channelOf(["page", "notify"]);
    const names = stack.all(SnsTopic).map(({ name }) => name);

    expect(names).toEqual(expect.arrayContaining(["acme-audit-chat", "acme-audit-chat-notify"]));
    expect(topicsOf(stack)).toHaveLength(4);
    expect(topicsOf(channelOf(["notify"]))).toHaveLength(2);
    const policies = stack.all(SnsTopicPolicy).filter(({ arn: topic }) => String(topic).includes("Chat"));
    expect(policies).toHaveLength(2);
    for (const { policy } of policies) expect(policy).toContain(roleArn);
  });

  test("receive a message of the state machine, whose role may publish to both topics with their key", () => {
    const withChat = oneStack("log-archive", path, { ...on(), ...slack(["page"]) });
    const topicArns = ["acme-audit-chat", "acme-audit-chat-notify"].map((name) =>
      arn("sns", "eu-west-1", accounts.management, name),
    );

    expect(machineOf(withChat).States).toHaveProperty("NotifyChat");
    const policy = withChat.all(IamRolePolicy).find(({ name }) => name === "acme-hunts")?.policy;
    const key = channelOf(["page"])
      .all(KmsKey)
      .map(({ policy: text }) => String(text))
      .join();
    for (const topicArn of topicArns) {
      expect(policy).toContain(`"${topicArn}"`);
      expect(key).toContain(`"${topicArn}"`);
    }
  });

  test("the chat channels of hunts do not exist without hunts, or without configured channels", () => {
    expect(topicsOf(channelOf(["page", "notify"], {}))).toHaveLength(3);
    expect(management.all(SnsTopic).map(({ name }) => name)).not.toContain("acme-audit-chat-notify");
    expect(machineOf(logArchive).States).not.toHaveProperty("NotifyChat");
  });
});
