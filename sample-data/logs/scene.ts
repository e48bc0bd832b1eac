/** Day, accounts and regions of the generated logs. */
export interface LogScene {
  /** `yyyy-MM-dd` in UTC. */
  readonly day: string;
  readonly partition: string;
  readonly organizationId: string;

  /** Home region of the organization. */
  readonly home: string;
  readonly logArchive: string;

  /** Account that is attacked. */
  readonly payments: string;

  /** Account without an attack. */
  readonly website: string;
  readonly names: LogNames;
}

/** Names of the archives of an organization, which the objects and the lines of the logs contain. */
export interface LogNames {
  readonly buckets: Readonly<Record<"trail" | "config" | "serviceLogs" | "accessLogs" | "webAclLogs", string>>;
  readonly prefixes: Readonly<
    Record<
      | "accessLogs"
      | "applicationLogs"
      | "trail"
      | "awsConfig"
      | "dnsQueryLogs"
      | "flowLogs"
      | "loadBalancerLogs"
      | "securityHubFindings"
      | "sessions"
      | "versionLists",
      string
    >
  >;
  readonly trailName: string;
  readonly trailArn: string;

  /** Name of the lists of object versions that S3 Inventory writes. */
  readonly versionListName: string;
}

/** An object to deliver. */
export interface LogObject {
  readonly bucket: string;
  readonly key: string;
  readonly body: Buffer;

  /**
   * The service principal that writes the object, and the ARN of the resource for which the service acts.
   *
   * @default the administrator of the log-archive account writes the object
   */
  readonly deliveredBy?: { readonly principal: string; readonly sourceArn: string };
}

/** A time of the day, `HH:mm:ss`, in milliseconds since 1970. */
export function millisecondsAt({ day }: LogScene, time: string): number {
  return Date.parse(`${day}T${time}Z`);
}

/** A time of the day in ISO 8601. */
export function timeAt({ day }: LogScene, time: string): string {
  return `${day}T${time}Z`;
}

/** Groups rows by the key of their object. The rows of a group keep their order. */
export function byKey<Row>(rows: readonly Row[], keyOf: (row: Row) => string): [string, Row[]][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return [...groups];
}

/** JSON objects, one on each line. */
export function lines(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join("");
}
