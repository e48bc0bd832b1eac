import { byKey, type LogObject, type LogScene, millisecondsAt } from "./scene";
import { story } from "./story";

/** A request as a row of the table. */
export interface AccessRow {
  readonly bucket: string;

  /** `HH:mm:ss` in UTC. */
  readonly at: string;
  readonly remoteip: string;
  readonly requester: string;
  readonly operation: string;
  readonly key: string;
  readonly httpstatus: string;
  readonly errorcode: string;
  readonly bytessent: string;
  readonly useragent: string;
}

/** The requests to the archives on the day: denied requests of the attacker, and requests of an auditor. */
export function accessRows(scene: LogScene): AccessRow[] {
  const { partition, payments, logArchive, names } = scene;
  const { trail, serviceLogs } = names.buckets;
  const refused = {
    bucket: trail,
    remoteip: story.attackerAddress,
    requester: `arn:${partition}:iam::${payments}:user/${story.userName}`,
    httpstatus: "403",
    errorcode: "AccessDenied",
    bytessent: "243",
    useragent: `"${story.userAgent}"`,
  };
  const key = `${names.prefixes.trail}/AWSLogs/${scene.organizationId}/`;
  return [
    { ...refused, at: "02:21:40", operation: "REST.GET.BUCKET", key: "-" },
    { ...refused, at: "02:21:44", operation: "REST.GET.OBJECT", key: `${key}file.json.gz` },
    {
      bucket: serviceLogs,
      at: "09:00:12",
      remoteip: "198.51.100.7",
      requester: `arn:${partition}:sts::${logArchive}:assumed-role/auditor/ada`,
      operation: "REST.GET.OBJECT",
      key: `${names.prefixes.sessions}/AWSLogs/${payments}/sessions/${scene.home}/${story.sessionId}.log`,
      httpstatus: "200",
      errorcode: "-",
      bytessent: "231",
      useragent: '"aws-cli/2.31.0 md/awscrt#0.27.6 ua/2.1 os/linux#6.8"',
    },
  ];
}

/** The time in the format of S3: `06/Feb/2026:00:00:38 +0000`. */
export function requestTime(scene: LogScene, { at }: AccessRow): string {
  const [, date, month, year, time] = new Date(millisecondsAt(scene, at)).toUTCString().split(" ");
  return `${date}/${month}/${year}:${time} +0000`;
}

/** The same rows as log files. The object keys contain account, region, bucket and the day of the request. */
export function accessObjects(scene: LogScene): LogObject[] {
  const { names, logArchive, home, day, partition } = scene;
  const keyOf = ({ bucket }: AccessRow) =>
    `${names.prefixes.accessLogs}/${logArchive}/${home}/${bucket}/${day.replaceAll("-", "/")}/${day}-03-12-40-0A1B2C3D4E5F6071`;
  return byKey(accessRows(scene), keyOf).map(([key, rows]) => ({
    bucket: names.buckets.accessLogs,
    key,
    body: Buffer.from(rows.map((row) => `${line(scene, row)}\n`).join("")),
    deliveredBy: { principal: "logging.s3.amazonaws.com", sourceArn: `arn:${partition}:s3:::${rows[0]?.bucket}` },
  }));
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html */
function line(scene: LogScene, row: AccessRow): string {
  const { bucket, remoteip, requester, operation, key, httpstatus, errorcode, bytessent, useragent } = row;
  const host = `${bucket}.s3.${scene.home}.amazonaws.com`;
  return [
    ["79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be", bucket, `[${requestTime(scene, row)}]`],
    [remoteip, requester, "3E57427F3EXAMPLE", operation, key, `"GET /${key} HTTP/1.1"`, httpstatus, errorcode],
    [bytessent, "-", "12", "11", '"-"', useragent, "-", "hostIdEXAMPLE=", "SigV4", "TLS_AES_128_GCM_SHA256"],
    ["AuthHeader", host, "TLSv1.3", "-", "-"],
  ]
    .flat()
    .join(" ");
}
