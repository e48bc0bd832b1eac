import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { countryProblems, ofEvents } from "./countries";
import { HuntHeader, type HuntParameter } from "./hunt-header";
import { type SubjectColumn, subjectColumns } from "./subject";

/** The part of a hunt that reads one source: pieces of SQL over the columns of the source. */
export interface HuntPart {
  readonly source: HuntSource;

  /** Condition on an event. */
  readonly match: string;

  /** Columns whose values are equal for the events of one row. */
  readonly subject: readonly SubjectColumn[];

  /** Aggregate that shows how unusual a row is. */
  readonly measure: string;

  /** Condition on the events with a common subject. */
  readonly when: string;
}

/** A hunt: a file of the folder `catalog`. It reads the events of several days, and finds activities that no single event shows. */
export interface Hunt extends HuntPart {
  /** File name without extension. */
  readonly name: string;

  /** Description of what the hunt finds: the comment on the first line. */
  readonly description: string;
  readonly schedule: HuntSchedule;
  readonly severity: HuntSeverity;

  /** Techniques of MITRE ATT&CK. */
  readonly techniques: readonly string[];

  /** Meaning of a row. */
  readonly row: string;

  /** First step of a responder. */
  readonly first: string;

  /** Columns of the subject that identify a row. Two rows with equal values are the same row. */
  readonly by: readonly string[];

  /**
   * The column of `by` whose value must be new: in the days before, no row had this value with the same other columns of `by`.
   *
   * @default rows need no new value
   */
  readonly firstUse?: string | undefined;

  /**
   * The column of `by` that identifies log sources. A value is a row if it had events every day before and has none now, because
   * its logs became silent.
   *
   * @default rows are values with events
   */
  readonly silent?: string | undefined;

  /**
   * The part that reads another source. It must have rows with the same values of `by`, at most an hour apart. The subjects of both
   * parts contain the hour, so all events of a row are within an hour, and the first and last times of the rows are compared.
   *
   * @default a hunt reads one source
   */
  readonly with?: HuntPart | undefined;

  /** Days during which no one is notified again of the same row. */
  readonly quietDays: number;

  /**
   * Whether to exclude rows of a program that does the same every day: the hunt finds the same identity on each of the days, from the
   * same hour on. An action that someone does for the first time is on only one of the days, so the first run finds it.
   */
  readonly leavesOutRoutine: boolean;
  readonly parameters: readonly HuntParameter[];
}

/** Logs that hunts read. Each run reads each source once. */
export const huntSources = ["cloudtrail", "flow-logs", "dns-logs", "access-logs", "findings"] as const;
export type HuntSource = (typeof huntSources)[number];

export const huntSchedules = ["daily"] as const;
export type HuntSchedule = (typeof huntSchedules)[number];

export const huntSeverities = ["notify", "page"] as const;
export type HuntSeverity = (typeof huntSeverities)[number];

/**
 * Number of whole days before the day of a run whose partitions the run reads. If a log file arrives after the first run over its day,
 * the second run reads it.
 */
export const huntDays = 2;

/** Number of days before a run whose rows are kept, and are compared with the first uses of a run. */
export const historyDays = 90;

/** Parameters of every hunt for first uses. Only the generated query uses them. The SQL file of the hunt does not contain them. */
export const firstUseParameters = ["days", "known"] as const;

/** Parameters of every hunt for logs that become silent. The SQL file of the hunt does not contain them. */
export const silenceParameters = ["known", "within", "least"] as const;

/** Column that both subjects must have if a hunt reads two sources. */
const hourColumn = { name: "hour", sql: "date_trunc('hour', event_time)" } as const satisfies SubjectColumn;

/** Maximum number of columns of a subject. With more columns, the results of a run could be too large for the state machine. */
const subjectLimit = 6;

/** Sections of a file, in their order. */
const sectionNames = ["match", "subject", "measure", "when"] as const;

/** Prefix of the names of the sections over another source. */
const otherSection = "with ";

const catalog = join(__dirname, "catalog");
let catalogued: readonly Hunt[] | undefined;

/** Every hunt, by name. The files are read only once. */
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
 * @throws with all problems of the text
 */
export function parseHunt(name: string, text: string): Hunt {
  const [header = "", ...parts] = text.split(
    new RegExp(`^-- (?=(?:${otherSection})?(?:${sectionNames.join("|")})$)`, "m"),
  );
  const reader = new HuntHeader(header);
  const sections = new Map(parts.map((part) => [part.split("\n", 1)[0] ?? "", part.replace(/^.*\n?/, "").trim()]));
  const problems: string[] = [];
  const partOf = (source: HuntSource, prefix = ""): HuntPart => {
    const [match = "", subject = "", measure = "", when = ""] = sectionNames.map(
      (section) => sections.get(`${prefix}${section}`) ?? "",
    );
    const columns = subjectColumns(subject);
    problems.push(...columns.problems);
    return { source, match, subject: columns.columns, measure, when };
  };
  const other = reader.optionalOneOf("with", huntSources);
  const hunt: Hunt = {
    name,
    description: reader.description,
    ...partOf(reader.oneOf("source", huntSources)),
    schedule: reader.oneOf("schedule", huntSchedules),
    severity: reader.oneOf("severity", huntSeverities),
    techniques: reader.list("techniques", /^T\d{4}(?:\.\d{3})?$/),
    row: reader.text("row"),
    first: reader.text("first"),
    by: reader.list("by", /^[a-z_]+$/),
    firstUse: reader.optional("new"),
    silent: reader.optional("silent"),
    with: other && partOf(other, otherSection),
    quietDays: reader.days("quiet", huntDays + 1),
    leavesOutRoutine: reader.has("routine", "left out"),
    parameters: reader.parameters(),
  };
  problems.unshift(...reader.problems);
  problems.push(...problemsOf(hunt, parts.length), ...problemsOfOther(hunt), ...countryProblems(hunt));
  if (problems.length > 0) throw new Error(`hunts/catalog/${name}.sql: ${problems.join("; ")}`);
  return hunt;
}

/** The parts of a hunt, one for each of its sources. */
export const partsOf = (hunt: Hunt): HuntPart[] => [hunt, ...(hunt.with === undefined ? [] : [hunt.with])];

/** Name of a hunt's rows in the source that its `with` names. */
export const otherRows = ({ name }: Pick<Hunt, "name">): string => `${name} (with)`;

/** Whether later runs compare their rows with the rows of a hunt. */
export const isHistory = ({ firstUse, silent }: Hunt): boolean => firstUse !== undefined || silent !== undefined;

/** The SQL sections of a part. */
export const sqlOf = ({ match, subject, measure, when }: HuntPart): string[] => [
  match,
  ...subject.map(ofEvents),
  measure,
  when,
];

function problemsOf(hunt: Hunt, sections: number): string[] {
  const { name, description, by, firstUse, silent, subject, quietDays, parameters } = hunt;
  const columns = subject.map((column) => column.name);
  const allSql = partsOf(hunt).flatMap(sqlOf);
  const inSql = allSql.flatMap((sql) => [...sql.matchAll(placeholder)].map(([, found = ""]) => found));
  const used = new Set([
    ...inSql,
    ...(firstUse === undefined ? [] : firstUseParameters),
    ...(silent === undefined ? [] : silenceParameters),
  ]);
  const known = new Set(parameters.map((parameter) => parameter.name));
  return [
    /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name) && name.length <= 40
      ? []
      : `the name must have at most 40 lowercase letters, digits and hyphens, got ${name}`,
    description === "" ? 'the first line must describe what the hunt finds, "-- Somebody who …"' : [],
    sections === sectionNames.length * partsOf(hunt).length && allSql.every((sql) => sql !== "")
      ? []
      : `each of the sections ${sectionNames.join(", ")} must exist once, and must not be empty; with another source, also ${sectionNames.map((section) => otherSection + section).join(", ")}`,
    by
      .filter((column) => !columns.includes(column))
      .map((column) => `by has ${column}, which is not a column of subject; use ${columns.join(", ")}`),
    firstUse === undefined || by.includes(firstUse)
      ? []
      : `new has ${firstUse}, which is not a column of by; use ${by.join(", ")}`,
    silent === undefined || by.includes(silent)
      ? []
      : `silent has ${silent}, which is not a column of by; use ${by.join(", ")}`,
    firstUse !== undefined && parameters.some((one) => one.name === "days" && !isDaysOfHistory(one.default))
      ? `days must be a whole number of days, 1 to ${historyDays}`
      : [],
    silent === undefined || isSilenceOfHistory(Object.fromEntries(parameters.map((one) => [one.name, one.default])))
      ? []
      : `known and within must be whole numbers of days, 1 or more, and together at most ${historyDays}`,
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

/** Problems of the part that reads another source. */
function problemsOfOther({ source, subject, by, firstUse, silent, leavesOutRoutine, with: other }: Hunt): string[] {
  if (other === undefined) return [];
  const missing = (columns: readonly SubjectColumn[]) =>
    [...by, hourColumn.name].filter((name) => !columns.some((column) => column.name === name));
  const hours = [subject, other.subject].flatMap((columns) => columns.filter(({ name }) => name === hourColumn.name));
  return [
    other.source === source ? `with must be a source other than ${source}` : [],
    firstUse === undefined && silent === undefined && !leavesOutRoutine
      ? []
      : "a hunt with another source cannot have new, silent or routine",
    [...new Set([...missing(subject), ...missing(other.subject)])].map(
      (name) => `both subjects must have the column ${name}, because rows of both sources are compared by it`,
    ),
    hours.every(({ sql }) => sql === hourColumn.sql)
      ? []
      : `the column ${hourColumn.name} of both subjects must be ${hourColumn.sql}`,
  ].flat();
}

/** Whether rows of this number of days before a run are kept. */
export const isDaysOfHistory = (days: number): boolean => Number.isInteger(days) && days >= 1 && days <= historyDays;

/** Whether rows of all days that a hunt for silent logs compares are kept. */
export const isSilenceOfHistory = ({ known = 0, within = 0 }: Readonly<Record<string, number>>): boolean =>
  isDaysOfHistory(known) && isDaysOfHistory(within) && isDaysOfHistory(known + within);

/** A parameter in the SQL of a hunt, such as `?least`. */
export const placeholder = /\?([a-z][a-z0-9]*)/g;
