const form = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?Z$/;

/** The second that was asked for last: events of a file follow each other. */
let known = "";

/** Whether a value is a time as CloudTrail writes it: ISO 8601 in UTC, so that texts sort as times do. */
export function isEventTime(value: unknown): value is string {
  if (typeof value !== "string") return false;
  if (value === known) return true;
  const isTime = form.test(value);
  if (isTime) known = value;
  return isTime;
}
