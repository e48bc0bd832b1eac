import { byKey, lines, type LogObject, type LogScene } from "./scene";
import { story } from "./story";

/** An object version as a row of the list. */
export interface VersionRow {
  readonly bucket: string;
  readonly key: string;
  readonly version_id: string;
  readonly is_latest: boolean;
  readonly is_delete_marker: boolean;
  readonly size: number;

  /** `yyyy-MM-dd HH:mm:ss.SSS` in UTC. */
  readonly last_modified_date: string;
}

/** Version ids of the transcript: the version of the node, and the version of the attacker. */
export const transcriptVersions = { written: "1kPz.original", forged: "9fXq.forged" };

/**
 * The object versions in the archives at the end of the day: a transcript that the attacker overwrote, a transcript that expired,
 * and files that services overwrite regularly.
 */
export function versionRows(scene: LogScene): VersionRow[] {
  const { names, payments, website, home, day } = scene;
  const { config, serviceLogs, accessLogs } = names.buckets;
  const at = (time: string) => `${day} ${time}.000`;
  const version = (bucket: string, key: string, time: string, others: Partial<VersionRow> = {}): VersionRow => ({
    bucket,
    key,
    version_id: `${key.split("/").at(-1)}-${time}`,
    is_latest: true,
    is_delete_marker: false,
    size: 231,
    last_modified_date: at(time),
    ...others,
  });
  const transcripts = `${names.prefixes.sessions}/AWSLogs`;
  const forged = `${transcripts}/${payments}/sessions/${home}/${story.sessionId}.log`;
  const expired = `${transcripts}/${website}/sessions/${home}/ada-expired.log`;
  const check = `${names.prefixes.awsConfig}/AWSLogs/${payments}/Config/ConfigWritabilityCheckFile`;
  const test = `${names.prefixes.loadBalancerLogs}/AWSLogs/${payments}/ELBAccessLogTestFile`;
  const replaced = { is_latest: false };
  return [
    version(serviceLogs, forged, "02:40:00", { ...replaced, version_id: transcriptVersions.written }),
    version(serviceLogs, forged, "03:10:00", { version_id: transcriptVersions.forged, size: 24 }),
    version(serviceLogs, expired, "04:00:00", replaced),
    version(serviceLogs, expired, "05:00:00", { is_delete_marker: true, size: 0 }),
    version(config, check, "01:00:00", { ...replaced, size: 0 }),
    version(config, check, "07:00:00", { size: 0 }),
    version(accessLogs, test, "01:00:00", replaced),
    version(accessLogs, test, "07:00:00"),
  ];
}

/**
 * The same rows as version lists, one for each archive, that start an hour after the end of the day. S3 Inventory writes ORC files, and
 * a file with their names. Here, that file contains the list itself, with one JSON object on each line.
 */
export function versionListObjects(scene: LogScene): LogObject[] {
  const { names, logArchive, home, partition, day } = scene;
  const next = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
  return byKey(versionRows(scene), ({ bucket }) => bucket).map(([bucket, rows]) => ({
    bucket: names.buckets.accessLogs,
    key: `${names.prefixes.versionLists}/${logArchive}/${home}/${bucket}/${names.versionListName}/hive/dt=${next}-01-00/list.json`,
    body: Buffer.from(lines(rows)),
    deliveredBy: { principal: "s3.amazonaws.com", sourceArn: `arn:${partition}:s3:::${bucket}` },
  }));
}
