import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type SubjectColumn, subjectColumns } from "./subject";

/** A hunt: a file of the folder `catalog`. It finds what no single event shows, over the events of several days. */
export interface Hunt {
  /** File name without extension. */
  readonly name: string;

  /** What it finds: the comment on the first line. */
  readonly description: string;
  readonly source: HuntSource;
  readonly schedule: HuntSchedule;
  readonly severity: HuntSeverity;

  /** Techniques of MITRE ATT&CK. */
  readonly techniques: readonly string[];

  /** What a row means. */
  readonly row: string;

  /** What to do first. */
  readonly first: string;

  /** Columns of the subject that make two rows the same. */
  readonly by: readonly string[];

  /**
   * The column of `by` whose value has to be new: the other columns of `by` had no row with it in the days before.
   *
   * @default every row counts
   */
  readonly firstUse?: string | undefined;

  /** Days for which the same row notifies nobody again. */
  readonly quietDays: number;

  /**
   * Whether rows are left out whose identity the hunt finds on each of the days alone, from the same hour on: those of a program
   * that does the same every day. What somebody does for the first time is on one of the days only, so the first run finds it.
   */
  readonly leavesOutRoutine: boolean;
  readonly parameters: readonly HuntParameter[];

  /** Condition on an event. */
  readonly match: string;

  /** What events have in common to be counted together. */
  readonly subject: readonly SubjectColumn[];

  /** Aggregate that says how unusual a row is. */
  readonly measure: string;

  /** Condition on the events with a common subject. */
  readonly when: string;
}

/** A number of a hunt that the configuration can change. */
export interface HuntParameter {
  readonly name: string;
  readonly default: number;
  readonly description: string;
}

/** Logs that hunts read: one pass over each. */
export const huntSources = ["cloudtrail", "flow-logs", "dns-logs", "access-logs", "findings"] as const;
export type HuntSource = (typeof huntSources)[number];

export const huntSchedules = ["daily"] as const;
export type HuntSchedule = (typeof huntSchedules)[number];

export const huntSeverities = ["notify", "page"] as const;
export type HuntSeverity = (typeof huntSeverities)[number];

/**
 * Whole days, before the day of a run, whose partitions it reads. A log file that arrives after the first run over its day is
 * read by the second.
 */
export const huntDays = 2;

/** Days before a run of which rows are kept, and compared with the first uses of a run. */
export const historyDays = 90;

/** Parameters of every hunt for first uses. They are compared outside of its SQL. */
export const firstUseParameters = ["days", "known"] as const;

/** Columns of a subject at most, so that what a run finds fits into the states of its machine. */
const subjectLimit = 6;

/** Sections of a file, in their order. */
const sectionNames = ["match", "subject", "measure", "when"] as const;

const catalog = join(__dirname, "catalog");
let catalogued: readonly Hunt[] | undefined;

/** Every hunt, by name. Their files are read once. */
export function allHunts(): readonly Hunt[] {
  catalogued ??= huntsIn(catalog);
  return catalogued;
}

/** Every hunt of a folder, by name. */
export function huntsIn(folder: string): Hunt[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".sql"))
    .toSorted()
    .map((file) => parseHunt(file.replace(/\.sql$/, ""), readFileSync(join(folder, file), "utf8")));
}

/**
 * Reads the text of a hunt.
 *
 * @throws with everything that is wrong
 */
export function parseHunt(name: string, text: string): Hunt {
  const [header = "", ...parts] = text.split(new RegExp(`^-- (?=(?:${sectionNames.join("|")})$)`, "m"));
  const reader = new HeaderReader(header);
  const sections = new Map(parts.map((part) => [part.split("\n", 1)[0] ?? "", part.replace(/^.*\n?/, "").trim()]));
  const sectionOf = (section: (typeof sectionNames)[number]) => sections.get(section) ?? "";
  const subject = subjectColumns(sectionOf("subject"));
  const hunt: Hunt = {
    name,
    description: /^-- (.+)\n/.exec(header)?.[1] ?? "",
    source: reader.oneOf("source", huntSources),
    schedule: reader.oneOf("schedule", huntSchedules),
    severity: reader.oneOf("severity", huntSeverities),
    techniques: reader.list("techniques", /^T\d{4}(?:\.\d{3})?$/),
    row: reader.text("row"),
    first: reader.text("first"),
    by: reader.list("by", /^[a-z_]+$/),
    firstUse: reader.optional("new"),
    quietDays: reader.days("quiet"),
    leavesOutRoutine: reader.has("routine", "left out"),
    parameters: reader.parameters(),
    match: sectionOf("match"),
    subject: subject.columns,
    measure: sectionOf("measure"),
    when: sectionOf("when"),
  };
  const problems = [...reader.problems, ...subject.problems, ...problemsOf(hunt, parts.length)];
  if (problems.length > 0) throw new Error(`hunts/catalog/${name}.sql: ${problems.join("; ")}`);
  return hunt;
}

/** The sections of a hunt that are SQL. */
export const sqlOf = ({ match, subject, measure, when }: Hunt): string[] => [
  match,
  ...subject.map(({ sql }) => sql),
  measure,
  when,
];

function problemsOf(hunt: Hunt, sections: number): string[] {
  const { name, description, by, firstUse, subject, quietDays, parameters } = hunt;
  const columns = subject.map((column) => column.name);
  const inSql = sqlOf(hunt).flatMap((sql) => [...sql.matchAll(placeholder)].map(([, found = ""]) => found));
  const used = new Set([...inSql, ...(firstUse === undefined ? [] : firstUseParameters)]);
  const known = new Set(parameters.map((parameter) => parameter.name));
  return [
    /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name) && name.length <= 40
      ? []
      : `the name must be 40 lowercase letters, digits and hyphens at most, got ${name}`,
    description === "" ? 'the first line must say what it finds, "-- Somebody who …"' : [],
    sections === sectionNames.length && sqlOf(hunt).every((sql) => sql !== "")
      ? []
      : `each of the sections ${sectionNames.join(", ")} must be there once, and not empty`,
    by
      .filter((column) => !columns.includes(column))
      .map((column) => `by has ${column}, which is no column of subject; use ${columns.join(", ")}`),
    firstUse === undefined || by.includes(firstUse)
      ? []
      : `new has ${firstUse}, which is no column of by; use ${by.join(", ")}`,
    firstUse !== undefined && parameters.some((one) => one.name === "days" && !isDaysOfHistory(one.default))
      ? `days must be a whole number of days, 1 to ${historyDays}`
      : [],
    subject.length > subjectLimit ? `subject has ${subject.length} columns; use ${subjectLimit} or fewer` : [],
    quietDays <= huntDays
      ? `quiet must be more than ${huntDays} days, because as many runs read the same events, got ${quietDays}`
      : [],
    [...used]
      .filter((found) => !known.has(found))
      .map((found) => `?${found} is not described; add "-- ? ${found} = …"`),
    [...known].filter((found) => !used.has(found)).map((found) => `the parameter ${found} is not used; remove it`),
  ].flat();
}

/** Whether so many days before a run are kept. */
export const isDaysOfHistory = (days: number): boolean => Number.isInteger(days) && days >= 1 && days <= historyDays;

/** A parameter in the SQL of a hunt, such as `?least`. */
export const placeholder = /\?([a-z][a-z0-9]*)/g;

/** Reads the lines of a header, and collects what is wrong with them. */
class HeaderReader {
  public readonly problems: string[] = [];
  private readonly lines: ReadonlyMap<string, string>;

  constructor(private readonly header: string) {
    const fields = [...header.matchAll(/^-- ([a-z]+): (.+)$/gm)].map(
      ([, key = "", value = ""]) => [key, value] as const,
    );
    this.lines = new Map(fields);
    const twice = fields.map(([key]) => key).filter((key, i, keys) => keys.indexOf(key) < i);
    const unknown = fields.map(([key]) => key).filter((key) => !fieldNames.includes(key));
    this.problems.push(
      ...twice.map((key) => `the line ${key} is there twice`),
      ...unknown.map((key) => `unknown line ${key}; known are ${fieldNames.join(", ")}`),
    );
  }

  text(key: string): string {
    const value = this.lines.get(key);
    if (value === undefined) this.problems.push(`add the line "-- ${key}: …"`);
    return value ?? "";
  }

  optional(key: string): string | undefined {
    return this.lines.get(key);
  }

  list(key: string, form: RegExp): string[] {
    const values = this.text(key).split(/\s*,\s*/);
    const wrong = values.filter((value) => value !== "" && !form.test(value));
    this.problems.push(...wrong.map((value) => `${key} has ${value}, which is not of the form ${form.source}`));
    return values;
  }

  oneOf<T extends string>(key: string, known: readonly [T, ...T[]]): T {
    const value = this.text(key);
    const found = known.find((one) => one === value);
    if (value !== "" && found === undefined) this.problems.push(`${key} must be ${known.join(" or ")}, got ${value}`);
    return found ?? known[0];
  }

  /** Whether a line that may be missing is there, with the only value that it can have. */
  has(key: string, wanted: string): boolean {
    const value = this.lines.get(key);
    if (value !== undefined && value !== wanted) this.problems.push(`${key} must be ${wanted}, got ${value}`);
    return value === wanted;
  }

  days(key: string): number {
    const value = this.text(key);
    const days = /^(\d+) days$/.exec(value)?.[1];
    if (value !== "" && days === undefined) this.problems.push(`${key} must be days such as "7 days", got ${value}`);
    return Number(days ?? huntDays + 1);
  }

  parameters(): HuntParameter[] {
    const described = this.header.split("\n").filter((line) => line.startsWith("-- ?"));
    return described.flatMap((line) => {
      const [, name, value, description] = /^-- \? ([a-z][a-z0-9]*) = (\d+(?:\.\d+)?): (.+)$/.exec(line) ?? [];
      if (name !== undefined && description !== undefined) return { name, default: Number(value), description };
      this.problems.push(`"${line}" must be "-- ? name = number: what it is"`);
      return [];
    });
  }
}

const fieldNames = ["source", "schedule", "severity", "techniques", "row", "first", "by", "new", "quiet", "routine"];
