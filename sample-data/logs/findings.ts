import { gzipSync } from "node:zlib";
import { lines, type LogObject, type LogScene, timeAt } from "./scene";
import { story } from "./story";

/** A version of a finding. */
export interface FindingRow {
  /** Account of the affected resource. */
  readonly awsaccountid: string;
  readonly id: string;
  readonly title: string;
  readonly severity: "MEDIUM" | "HIGH";
  readonly createdat: string;
  readonly updatedat: string;
  readonly workflow: "NEW" | "RESOLVED";
  readonly resource: string;
}

/** The findings of the day: one about the attack, one that has been open for 40 days, and one that was resolved. */
export function findingRows(scene: LogScene): FindingRow[] {
  const { partition, home, payments, website } = scene;
  const open = new Date(Date.parse(scene.day) - 40 * 86_400_000).toISOString().replace(/\.\d+Z$/, "Z");
  const id = (account: string, name: string) => `arn:${partition}:securityhub:${home}:${account}:subscription/${name}`;
  const unpatched = {
    awsaccountid: website,
    id: id(website, "unpatched"),
    title: "An instance lacks patches",
    severity: "MEDIUM",
    createdat: open,
    resource: `arn:${partition}:ec2:${home}:${website}:instance/i-00c0ffee00c0ffee0`,
  } as const;
  const publicKey = { ...unpatched, id: id(website, "old-key"), title: "An access key is older than 90 days" };
  return [
    {
      awsaccountid: payments,
      id: id(payments, "exfiltration"),
      title: `Unusual volume of data to ${story.attackerAddress}`,
      severity: "HIGH",
      createdat: timeAt(scene, "02:40:00"),
      updatedat: timeAt(scene, "02:40:00"),
      workflow: "NEW",
      resource: `arn:${partition}:ec2:${home}:${payments}:instance/${story.instanceId}`,
    },
    { ...unpatched, updatedat: timeAt(scene, "06:00:00"), workflow: "NEW" },
    { ...publicKey, updatedat: timeAt(scene, "06:00:00"), workflow: "NEW" },
    { ...publicKey, updatedat: timeAt(scene, "09:30:00"), workflow: "RESOLVED" },
  ];
}

/** The same rows as files of Firehose, one for each account. Each line contains an event of EventBridge. */
export function findingObjects(scene: LogScene): LogObject[] {
  const { names, home, day } = scene;
  return [scene.payments, scene.website].map((account) => ({
    bucket: names.buckets.serviceLogs,
    key: `${names.prefixes.securityHubFindings}/${account}/${home}/${day.replaceAll("-", "/")}/findings-1-${day}-00-05-00.gz`,
    body: gzipSync(
      lines(
        findingRows(scene)
          .filter(({ awsaccountid }) => awsaccountid === account)
          .map((row) => event(home, row)),
      ),
    ),
  }));
}

/** @see https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-event-formats.html */
function event(home: string, row: FindingRow) {
  const { id, awsaccountid: account, updatedat: time, resource, workflow, severity } = row;
  return {
    version: "0",
    id: `event-${id.split("/").at(-1)}-${time}`,
    "detail-type": "Security Hub Findings - Imported",
    source: "aws.securityhub",
    account,
    time,
    region: home,
    resources: [id],
    detail: {
      findings: [
        {
          SchemaVersion: "2018-10-08",
          Id: id,
          ProductName: "GuardDuty",
          CompanyName: "Amazon",
          Region: home,
          GeneratorId: id.split("/").at(-1),
          AwsAccountId: account,
          Types: ["TTPs"],
          CreatedAt: row.createdat,
          UpdatedAt: time,
          Severity: { Label: severity, Normalized: severity === "HIGH" ? 70 : 40 },
          Title: row.title,
          Description: row.title,
          ProductFields: { "aws/securityhub/ProductName": "GuardDuty" },
          Resources: [
            { Type: "AwsEc2Instance", Id: resource, Region: home, Details: { AwsEc2Instance: { Type: "t3" } } },
          ],
          Workflow: { Status: workflow },
          RecordState: "ACTIVE",
        },
      ],
    },
  };
}
