import { readFileSync, writeFileSync } from "node:fs";
import { DeleteObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { parseDocument } from "yaml";
import { rootUserCredentials, s3Config } from "../../local-aws/clients";
import type { LocalDeployment } from "../../local-aws/terraform/deployment";
import { dayToWrite } from "../../sample-data/events/day-of-events";
import { appLogObjects } from "../../sample-data/logs/app-logs";
import { putObjects } from "../../local-aws/log-delivery";
import { logScene } from "../../local-aws/log-scene";
import type { LogObject, LogScene } from "../../sample-data/logs/scene";
import { deployedOrganization, local } from "./support/local-aws";
import { shifted } from "./support/platform-logs";

let deployment: LocalDeployment;

/** A day to which no other test delivers. */
let scene: LogScene;
let broken: LogObject;

beforeAll(async () => {
  deployment = await deployedOrganization();
  scene = shifted(logScene(deployment.config, dayToWrite()), -70);
  const objects = appLogObjects(scene);
  const ofWebsite = objects.find(({ key }) => key.includes(`/${scene.website}/`));
  if (ofWebsite === undefined) throw new Error("there are no application logs of website; deliver some");
  broken = { ...ofWebsite, key: ofWebsite.key.replace(/\.gz$/, "-broken.gz"), body: Buffer.from("no gzip") };
  await putObjects(deployment, [...objects, broken]);
});

/** A condition on the day, because other tests read the same table. */
afterAll(async () => {
  const { address, config } = deployment;
  const root = new S3Client(s3Config(address, config.homeRegion, rootUserCredentials(config.accounts.logArchive)));
  await root.send(new DeleteObjectCommand({ Bucket: broken.bucket, Key: broken.key }));
});

const pathOf = ({ bucket, key }: LogObject) => `s3://${bucket}/${key}`;

/** Runs the saved query of the volume of application logs on the day, over the whole organization. */
async function volume(...options: string[]) {
  const range = ["--from", scene.day, "--to", scene.day];
  const { status, stdout, stderr } = await local(["query", "cost-log-volume-by-application", ...range, ...options]);
  return { status, stdout, stderr };
}

const rowsOf = (json: string) =>
  JSON.parse(json).rows.map((row: Record<string, string>) => [row["account"], row["log_events"]]);

/** The log events of each account, without unreadable objects. */
const logEvents = () => [
  [scene.payments, "3"],
  [scene.website, "2"],
];

test("A query over the organization returns every readable row, names the object that is not valid gzip, and ends with exit code 3.", async () => {
  const { status, stdout } = await volume("--json");

  expect(rowsOf(stdout)).toEqual(logEvents());
  expect({ status, unreadable: JSON.parse(stdout).unreadable }).toEqual({ status: 3, unreadable: [pathOf(broken)] });
});

test("the excluded object is reported on standard error", async () => {
  const { status, stdout, stderr } = await volume("--csv");

  expect(status).toBe(3);
  expect(stdout).toContain(scene.payments);
  expect(stderr).toContain(`these objects cannot be read, so their rows are missing`);
  expect(stderr).toContain(pathOf(broken));
});

test("A query never reads an object in quarantine, and exits with 0.", async () => {
  const before = readFileSync(deployment.configFile, "utf8");
  const quarantining = parseDocument(before);
  quarantining.setIn(["query", "quarantinedObjects"], [pathOf(broken)]);
  writeFileSync(deployment.configFile, quarantining.toString());
  try {
    const { status, stdout } = await volume("--json");

    expect(rowsOf(stdout)).toEqual(logEvents());
    expect({ status, unreadable: JSON.parse(stdout).unreadable }).toEqual({ status: 0, unreadable: [] });
  } finally {
    writeFileSync(deployment.configFile, before);
  }
});
