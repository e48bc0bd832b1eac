import { regexLines } from "./formats";
import type { TableLocation, LogTable } from "./log-table";
import { accountPartition, regionPartition } from "./partitions";

/**
 * Input and output of Session Manager sessions. Each row is a line of a transcript.
 *
 * The node writes one object for each session. The name of the object is the id of the session. The path contains no day.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-logging.html
 */
export function sessionTranscriptsTable({ location, accountIds, regions }: TableLocation): LogTable {
  return {
    name: "session_transcripts",
    description: "Input and output of Session Manager sessions, line by line",
    columns: [
      { name: "line", type: "string", comment: "A line as the terminal displayed it, including control characters" },
    ],
    partitions: [accountPartition(accountIds, "Account of the node"), regionPartition(regions, "Region of the node")],
    location,
    partitionPath: "${account}/sessions/${region}",
    // A line may contain a carriage return, which a dot does not match without `(?s)`
    ...regexLines("(?s)(.*)"),
    notes: [
      "The session is the object's name: `regexp_extract(\"$path\", '([^/]+)[.]log$', 1)`. It is the `sessionId` in the response of StartSession, so the event of CloudTrail contains the caller, the time and the target.",
      "The path contains no day. Add conditions on account and region, and on the session if it is known.",
      "Sessions that forward a port, and sessions over SSH, have no transcript.",
    ],
  };
}
