import type { Selection } from "../selection";

/** What a file is, as far as its name tells. `outside` is one that holds nothing that is asked for. */
export type FileKind = "log" | "digest" | "other" | "outside";

/** Names that a file of events may have, among others in a folder. */
const logName = /(\.(json|jsonl|ndjson|log|txt|gz)|\/[^./]+)$/i;

/** Account and day in a key that CloudTrail chose: `…/AWSLogs/[organization/]account/CloudTrail/region/yyyy/MM/dd/…`. */
const trailKey = /AWSLogs\/(?:o-[a-z0-9]+\/)?(\d{12})\/CloudTrail[^/]*\/[a-z0-9-]+\/(\d{4})\/(\d\d)\/(\d\d)\//;

const aDay = 24 * 60 * 60_000;

/**
 * Tells a log file from a digest, from something else that lies there, and from one that need not be opened.
 *
 * A file's day is that of its delivery, about five minutes after the calls: it may hold events of the day before.
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
  return isTooEarly || isTooLate || isOfAnother ? "outside" : "log";
}

const dayAfter = (day: string): string => new Date(Date.parse(day) + aDay).toISOString().slice(0, 10);
