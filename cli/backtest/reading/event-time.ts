const form = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?Z$/;

/** The last valid time to the second. Events of a file are often from the same second. */
let known = "";

/** Whether a value is a time in CloudTrail's format: ISO 8601 in UTC. Such times sort correctly as strings. */
export function isEventTime(value: unknown): value is string {
  if (typeof value !== "string") return false;
  if (value === known) return true;
  const isTime = form.test(value);
  if (isTime) known = value;
  return isTime;
}
