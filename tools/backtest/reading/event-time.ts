const form = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?Z$/;

/** Cache of the last second, because events of a file are in order of time. */
let known = "";

/** Whether a value is a time in CloudTrail's format: ISO 8601 in UTC, which sorts as text. */
export function isEventTime(value: unknown): value is string {
  if (typeof value !== "string") return false;
  if (value === known) return true;
  const isTime = form.test(value);
  if (isTime) known = value;
  return isTime;
}
