import type { Selection } from "../selection";

/** Kind of a file, by its name. A `filtered` file contains no selected events. */
export type FileKind = "log" | "digest" | "other" | "filtered";

/** Names of log files in a folder. */
const logName = /(\.(json|jsonl|ndjson|log|txt|gz)|\/[^./]+)$/i;

/** Account and day in a key of CloudTrail: `…/AWSLogs/[organization/]account/CloudTrail/region/yyyy/MM/dd/…`. */
const trailKey = /AWSLogs\/(?:o-[a-z0-9]+\/)?(\d{12})\/CloudTrail[^/]*\/[a-z0-9-]+\/(\d{4})\/(\d\d)\/(\d\d)\//;

const aDay = 24 * 60 * 60_000;

/**
 * Distinguishes log files, digests, other files, and log files without selected events.
 *
 * The day in a key is the day of delivery, about five minutes after the calls. So the file can contain events of the day before.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-examples.html
 */
export function kindOfFile(path: string, { from, to, accounts }: Selection): FileKind {
  const key = path.replaceAll("\\", "/");
  if (/(\/|_)CloudTrail-Digest(\/|_)/.test(key)) return "digest";
  if (!logName.test(`/${key}`) || /\/\.[^/]*$/.test(`/${key}`)) return "other";
  const [, account = "", ...parts] = trailKey.exec(key) ?? [];
  if (account === "") return "log";
  const day = parts.join("-");
  const isTooEarly = from !== undefined && day < from;
  const isTooLate = to !== undefined && day > dayAfter(to);
  const isOfAnother = accounts !== undefined && !accounts.includes(account);
  return isTooEarly || isTooLate || isOfAnother ? "filtered" : "log";
}

const dayAfter = (day: string): string => new Date(Date.parse(day) + aDay).toISOString().slice(0, 10);
