import type { Column } from "../tables/log-table";

/** Name of the table with the rows of the runs. */
export const rowsTable = "hunt_rows";

/**
 * Columns of the rows that runs write. Rows of hunts for first uses are the history with which later runs compare.
 *
 * The columns have the same order as in the statement that writes the rows.
 */
export const rowColumns: readonly Column[] = [
  { name: "run", type: "string", comment: "Execution of the state machine that wrote the row" },
  {
    name: "hunt",
    type: "string",
    comment: "Hunt, its part in another source such as name (with), or (read) for a day that a run read",
  },
  { name: "subject", type: "array<string>", comment: "Values that the events have in common, or the source of a day" },
  {
    name: "seen",
    type: "string",
    comment: "Only day of the events, such as 2026/01/31; null for a row of all days of the run",
  },
  { name: "first_time", type: "timestamp", comment: "First event, UTC" },
  { name: "last_time", type: "timestamp", comment: "Last event, UTC" },
  { name: "events", type: "bigint", comment: "Number of events" },
  { name: "regions", type: "string", comment: "Regions of the most events" },
  { name: "addresses", type: "string", comment: "Source addresses of the most events" },
  { name: "ids", type: "string", comment: "Ids of the first events" },
  { name: "measure", type: "string", comment: "Measure of how unusual the row is" },
];

/** Value instead of the name of a hunt. Such a row records that a run read a day of a source. */
export const readMark = "(read)";
