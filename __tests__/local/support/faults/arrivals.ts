import { DeleteObjectCommand, DeleteObjectsCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { eventRegions } from "../../../../config/derived/regions";
import { namesFor } from "../../../../config/names/names";
import { accountIds } from "../../../../config/derived/accounts";
import type { LocalDeployment } from "../../../../local-aws/terraform/deployment";
import { deliver } from "../../../../local-aws/trail-delivery";
import { putObjects } from "../../../../local-aws/log-delivery";
import { FaultyAccount, type PutFault } from "./faulty-account";

const today = () => new Date().toISOString().slice(0, 10).split("-");

const digestFolder = ({ config }: LocalDeployment, account: string, region: string) =>
  `${namesFor(config).prefixes.trail}/AWSLogs/${config.organizationId}/${account}/CloudTrail-Digest/${region}/`;

const configFolder = ({ config }: LocalDeployment, account: string) =>
  `${namesFor(config).prefixes.awsConfig}/AWSLogs/${account}/Config/${config.homeRegion}/`;

/** Writes the objects that each account and region would have written by now: a digest, and a snapshot of AWS Config. */
export async function deliverCurrentLogs(deployment: LocalDeployment): Promise<void> {
  const { config, address } = deployment;
  const [year, month, day] = today();
  const accounts = accountIds(config);
  const digests = accounts.flatMap((account) =>
    eventRegions(config).map((region) => ({
      key: `${digestFolder(deployment, account, region)}${year}/${month}/${day}/${account}_CloudTrail-Digest.json.gz`,
      body: Buffer.from("{}"),
    })),
  );
  await deliver(config, address, digests);
  const snapshots = accounts.map((account) => ({
    bucket: namesFor(config).buckets.config,
    key: `${configFolder(deployment, account)}${year}/${Number(month)}/${Number(day)}/ConfigSnapshot/${account}.json.gz`,
    body: Buffer.from("{}"),
  }));
  await putObjects(deployment, snapshots);
}

/** Hides the objects of a folder of the log-archive account with delete markers. */
const hidden =
  (locate: (account: FaultyAccount) => { bucket: string; prefix: string }): PutFault =>
  async (account) => {
    const { deployment, region } = account;
    const s3 = new FaultyAccount(deployment, deployment.config.accounts.logArchive, region).client(S3Client);
    const { bucket: Bucket, prefix: Prefix } = locate(account);
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
    const markers = await Promise.all(
      Contents.map(async ({ Key }) => {
        const { VersionId } = await s3.send(new DeleteObjectCommand({ Bucket, Key }));
        return { Key, VersionId };
      }),
    );
    return () => s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: markers } }));
  };

/** Faults of logs in the archive. */
export const arrivalFaults: Readonly<Record<string, PutFault>> = {
  "an account and region is silent": hidden(({ deployment, region }) => ({
    bucket: namesFor(deployment.config).buckets.trail,
    prefix: digestFolder(deployment, deployment.organization.members[0]?.id ?? "", region),
  })),
  "AWS Config of an account is silent": hidden(({ deployment, id }) => ({
    bucket: namesFor(deployment.config).buckets.config,
    prefix: configFolder(deployment, id),
  })),
};
