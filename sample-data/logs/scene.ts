import { namesFor } from "../../config/names/names";
import type { AuditConfig } from "../../config/audit-config";

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
  readonly names: ReturnType<typeof namesFor>;
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

/** The scene in the first two member accounts of a deployed organization. */
export function logScene(config: AuditConfig, day: string): LogScene {
  const { partition, organizationId, homeRegion: home, accounts } = config;
  const [payments, website] = accounts.members.map(({ id }) => id);
  if (payments === undefined || website === undefined) {
    throw new Error(`generated logs need two member accounts, got ${accounts.members.length}; create at least two`);
  }
  const names = namesFor(config);
  return { day, partition, organizationId, home, logArchive: accounts.logArchive, payments, website, names };
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
