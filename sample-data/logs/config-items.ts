import { gzipSync } from "node:zlib";
import { byKey, type LogObject, type LogScene, timeAt } from "./scene";
import { quietMachine, story } from "./story";

/** A configuration item as a row of the table. */
export interface ConfigRow {
  readonly account: string;
  readonly capturetime: string;
  readonly status: "OK" | "ResourceDiscovered";
  readonly resourcetype: string;
  readonly resourceid: string;

  /** The configuration of the resource, as a JSON string. */
  readonly configuration: string;
  readonly tags: Readonly<Record<string, string>>;
}

const group = (openTo: string) => JSON.stringify({ ipPermissions: [{ fromPort: 22, toPort: 22, ipRanges: [openTo] }] });

/** Two tags whose keys differ only in case. Without case sensitivity, Athena would lose the row. */
const twoNames = { Name: "payments", name: "payments" };

/** The changes of the day: a port is opened to the internet, a user is created, and in the other account an instance is tagged. */
export function historyRows(scene: LogScene): ConfigRow[] {
  const { payments, website } = scene;
  const sshGroup = {
    account: payments,
    resourcetype: "AWS::EC2::SecurityGroup",
    resourceid: story.securityGroupId,
    tags: twoNames,
  };
  return [
    { ...sshGroup, capturetime: timeAt(scene, "01:00:00"), status: "OK", configuration: group("10.0.0.0/8") },
    { ...sshGroup, capturetime: timeAt(scene, "02:15:20"), status: "OK", configuration: group("0.0.0.0/0") },
    {
      account: payments,
      capturetime: timeAt(scene, "02:13:45"),
      status: "ResourceDiscovered",
      resourcetype: "AWS::IAM::User",
      resourceid: "AIDASUPPORT2EXAMPLE",
      configuration: JSON.stringify({ userName: "support-2" }),
      tags: {},
    },
    {
      account: website,
      capturetime: timeAt(scene, "10:00:00"),
      status: "OK",
      resourcetype: "AWS::EC2::Instance",
      resourceid: quietMachine.instanceId,
      configuration: JSON.stringify({ instanceType: "t3.small" }),
      tags: { Name: "website" },
    },
  ];
}

/** The snapshot at noon: the latest state of each resource. */
export function snapshotRows(scene: LogScene): ConfigRow[] {
  return historyRows(scene).filter(({ capturetime }) => capturetime !== timeAt(scene, "01:00:00"));
}

/** The same rows as files of AWS Config. AWS Config writes the month and the day in object keys without a leading zero. */
export function configObjects(scene: LogScene): LogObject[] {
  return [
    ...objects(scene, "ConfigHistory", historyRows(scene), ({ resourcetype }) => resourcetype),
    ...objects(scene, "ConfigSnapshot", snapshotRows(scene), () => "all"),
  ];
}

function objects(
  scene: LogScene,
  kind: "ConfigHistory" | "ConfigSnapshot",
  rows: readonly ConfigRow[],
  fileOf: (row: ConfigRow) => string,
): LogObject[] {
  const { names, home, day, partition } = scene;
  const [year, month, date] = day.split("-").map(Number);
  const stamp = `${day.replaceAll("-", "")}T120000Z`;
  const keyOf = (row: ConfigRow) =>
    [
      `${names.prefixes.awsConfig}/AWSLogs/${row.account}/Config/${home}/${year}/${month}/${date}/${kind}`,
      `${row.account}_Config_${home}_${kind}_${fileOf(row)}_${stamp}_1.json.gz`,
    ].join("/");
  return byKey(rows, keyOf).map(([key, items]) => ({
    bucket: names.buckets.config,
    key,
    body: gzipSync(
      JSON.stringify({
        fileVersion: "1.0",
        ...(kind === "ConfigSnapshot" && { configSnapshotId: snapshotId(items[0]?.account ?? "") }),
        configurationItems: items.map((item) => configurationItem(scene, item)),
      }),
    ),
    deliveredBy: {
      principal: "config.amazonaws.com",
      sourceArn: `arn:${partition}:config:${home}:${items[0]?.account}:*`,
    },
  }));
}

/** Id of the snapshot of an account. */
export function snapshotId(account: string): string {
  return `snapshot-${account}`;
}

/** @see https://docs.aws.amazon.com/config/latest/developerguide/example-s3-snapshot.html */
function configurationItem({ home, partition }: LogScene, row: ConfigRow) {
  const { account, resourcetype, resourceid } = row;
  return {
    configurationItemVersion: "1.3",
    configurationItemCaptureTime: row.capturetime,
    configurationStateId: 1_700_000_000_000,
    awsAccountId: account,
    configurationItemStatus: row.status,
    resourceType: resourcetype,
    resourceId: resourceid,
    ARN: `arn:${partition}:ec2:${home}:${account}:resource/${resourceid}`,
    awsRegion: home,
    availabilityZone: "Regional",
    configuration: JSON.parse(row.configuration),
    supplementaryConfiguration: {},
    tags: row.tags,
    relatedEvents: [],
    resourceCreationTime: row.capturetime,
  };
}
