import { z } from "zod";

/** A field of a schedule: its name, its range, and names that stand for numbers. */
interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];

  /** Values that only this field has, such as `L` for the last day. */
  readonly special?: RegExp;
}

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

const fields: readonly Field[] = [
  { name: "minutes", least: 0, most: 59 },
  { name: "hours", least: 0, most: 23 },
  { name: "day of month", least: 1, most: 31, special: /^(?:\?|L|LW|(?:[1-9]|[12]\d|3[01])W)$/ },
  { name: "month", least: 1, most: 12, names: months },
  {
    name: "day of week",
    least: 1,
    most: 7,
    names: weekdays,
    special: /^(?:\?|L|[1-7]L|(?:[1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)#[1-5])$/,
  },
  { name: "year", least: 1970, most: 2199 },
];

/**
 * A schedule of EventBridge or Glue: `cron(minutes hours day-of-month month day-of-week year)`, in UTC.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
export const cronSchedule = (example: string) =>
  z.string().superRefine((text, context) => {
    for (const message of cronProblems(text, example)) context.addIssue({ code: "custom", message });
  });

function cronProblems(text: string, example: string): string[] {
  const parts = /^cron\((\S+(?: \S+)*)\)$/.exec(text)?.[1]?.split(" ") ?? [];
  if (parts.length !== fields.length) return [`expected six fields in a schedule such as ${example}`];
  const problems = fields.flatMap((field, i) => fieldProblems(field, parts[i] ?? ""));
  const [, , dayOfMonth, , dayOfWeek] = parts;
  if ([dayOfMonth, dayOfWeek].filter((day) => day === "?").length !== 1)
    problems.push("exactly one of day of month and day of week must be ?, as in " + example);
  return problems;
}

function fieldProblems(field: Field, text: string): string[] {
  return text
    .split(",")
    .filter((part) => !isValid(field, part, text))
    .map(
      (part) =>
        `expected ${field.name} from ${field.least} to ${field.most}, but the schedule has ${part || "an empty value"}`,
    );
}

/** Whether a part of a list is a value, a range, or a step: `5`, `MON-FRI`, `0/15`. */
function isValid(field: Field, part: string, text: string): boolean {
  if (field.special?.test(part)) return part !== "?" || text === "?";
  const [range = "", step, ...more] = part.split("/");
  const isStep = step === undefined || (/^\d{1,3}$/.test(step) && Number(step) >= 1);
  if (!isStep || more.length > 0) return false;
  if (range === "*") return true;
  const ends = range.split("-").map((end) => numberOf(field, end));
  const [first = Number.NaN, last = first] = ends;
  return ends.length <= 2 && first >= field.least && last <= field.most && first <= last;
}

function numberOf({ names = [], least }: Field, text: string): number {
  const index = names.indexOf(text);
  if (index !== -1) return index + least;
  return /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
}
