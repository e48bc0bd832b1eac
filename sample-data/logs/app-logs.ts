import { gzipSync } from "node:zlib";
import { lines, type LogObject, type LogScene, millisecondsAt } from "./scene";

/** A log event with its log group. */
export interface AppLogRow {
  readonly account: string;
  readonly loggroup: string;
  readonly timestamp: number;
  readonly message: string;
}

/** The log events of the day. The log events of each account are in order of time. */
export function appLogRows(scene: LogScene): AppLogRow[] {
  const event = (account: string, loggroup: string) => (at: string, message: string) => ({
    account,
    loggroup,
    timestamp: millisecondsAt(scene, at),
    message,
  });
  const payments = event(scene.payments, "/app/payments");
  const website = event(scene.website, "/app/website");
  return [
    payments("01:00:00", '{"level":"info","message":"paid","order":"4711"}'),
    payments("02:16:40", '{"level":"warn","message":"shell on the host","user":"root"}'),
    payments("02:18:05", "customer export read: /srv/customers"),
    website("01:00:00", '{"level":"info","message":"GET /","status":200}'),
    website("13:00:00", '{"level":"info","message":"GET /","status":200}'),
  ];
}

/** The same rows as gzipped files of Firehose: batches of CloudWatch Logs, one on each line, and a control message. */
export function appLogObjects(scene: LogScene): LogObject[] {
  const { names, home, day } = scene;
  return [scene.payments, scene.website].map((account) => {
    const rows = appLogRows(scene).filter((row) => row.account === account);
    const batch = (messageType: string, events: readonly AppLogRow[]) => ({
      messageType,
      owner: account,
      logGroup: rows[0]?.loggroup,
      logStream: "host-1",
      subscriptionFilters: [`${names.prefixes.applicationLogs}`],
      logEvents: events.map(({ timestamp, message }, i) => ({ id: `${timestamp}-${i}`, timestamp, message })),
    });
    const content = [batch("CONTROL_MESSAGE", []), ...rows.map((row) => batch("DATA_MESSAGE", [row]))];
    return {
      bucket: names.buckets.serviceLogs,
      key: `${names.prefixes.applicationLogs}/${account}/${home}/${day.replaceAll("-", "/")}/app-logs-1-${day}-00-05-00.gz`,
      body: gzipSync(lines(content)),
    };
  });
}
