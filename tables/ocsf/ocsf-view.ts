import { type LogView, engineTypeOf } from "../log-view";
import {
  type Attribute,
  type Attributes,
  attributeSql,
  choice,
  glueType,
  integer,
  long,
  text,
  timestamp,
} from "./attribute";
import { type EventClass, activitiesOf } from "./event-classes";

export interface OcsfViewProps {
  /** Name of the view without `ocsf_`. */
  readonly name: string;
  readonly description: string;
  readonly notes: readonly string[];

  /** Sources of rows, as in FROM clauses. Two sources never contain the same event. */
  readonly from: readonly string[];

  /** Classes of the events. */
  readonly classes: readonly EventClass[];

  /** SQL of the number of the class. It must be one of the classes for every row. */
  readonly classUid: string;

  /** SQL of the number of the activity. It may refer to `ocsf_class`. */
  readonly activityId: string;

  /** SQL of the time of the event, a timestamp in UTC or null. */
  readonly time: string;

  /** SQL of the day of the path, a timestamp. It is the time of an event without a readable time. */
  readonly day: string;

  /** Attributes of the class. They may refer to `ocsf_class` and `ocsf_time`. */
  readonly attributes: Attributes;

  /** Partitions of the table, with the names of Security Lake for the account and the region. */
  readonly partitions: Attributes;
}

/** A view of a log in the Open Cybersecurity Schema Framework. */
export interface OcsfView extends LogView {
  readonly classes: readonly EventClass[];
  readonly attributes: Attributes;
}

/** Prefix of the names of the views. */
export const ocsfPrefix = "ocsf_";

/**
 * A view with a row for every row of its source, and with the attributes that the framework requires for every event.
 *
 * @see https://docs.aws.amazon.com/security-lake/latest/userguide/open-cybersecurity-schema-framework.html
 */
export function ocsfView(props: OcsfViewProps): OcsfView {
  const { name, description, notes, classes } = props;
  const attributes = { ...ofEvery(classes), ...props.attributes, ...props.partitions };
  const columns = Object.entries(attributes).map(([column, attribute]) => {
    const type = glueType(attribute);
    return { name: column, type, engineType: engineTypeOf(type), comment: commentOf(attribute) };
  });
  const selected = Object.entries(attributes).map(([column, attribute]) => `  ${attributeSql(attribute)} AS ${column}`);
  return {
    name: `${ocsfPrefix}${name}`,
    description,
    notes,
    columns,
    classes,
    attributes,
    sql: props.from.map((from) => selectFrom(from, selected, props)).join("\nUNION ALL\n"),
  };
}

/** Maximum length of a comment in Glue, in characters. */
const longestComment = 255;

function commentOf(attribute: Attribute): string {
  const from = attribute.kind === "value" ? `From ${attribute.from.replaceAll("`", "")}` : "";
  return from === "" || from.length > longestComment ? "docs/ocsf.md lists its attributes" : from;
}

function selectFrom(from: string, selected: readonly string[], props: OcsfViewProps): string {
  return [
    "SELECT",
    selected.join(",\n"),
    "FROM (",
    `  SELECT *, ${props.activityId} AS ocsf_activity`,
    "  FROM (",
    `    SELECT *, ${props.classUid} AS ocsf_class, coalesce(${props.time}, ${props.day}) AS ocsf_time`,
    `    FROM ${from}`,
    "  )",
    ")",
  ].join("\n");
}

/** The attributes of every event. */
function ofEvery(classes: readonly EventClass[]): Attributes {
  const byClass = (value: (one: EventClass) => string | number) =>
    choice("ocsf_class", Object.fromEntries(classes.map((one) => [one.uid, value(one)])));
  const activities = classes.flatMap((one) =>
    Object.entries(activitiesOf(one)).map(([id, activity]) => [one.uid * 100 + Number(id), activity] as const),
  );
  const activityName = choice("ocsf_class * 100 + ocsf_activity", Object.fromEntries(activities));
  const className = byClass((one) => one.name);
  return {
    class_uid: integer("ocsf_class", "the class"),
    class_name: text(className, "the class"),
    category_uid: integer(
      byClass((one) => one.category.uid),
      "the class",
    ),
    category_name: text(
      byClass((one) => one.category.name),
      "the class",
    ),
    activity_id: integer("ocsf_activity", "the activity"),
    activity_name: text(activityName, "the activity"),
    type_uid: long("ocsf_class * 100 + ocsf_activity", "the class and the activity"),
    type_name: text(`${className} || ': ' || ${activityName}`, "the class and the activity"),
    time: long(
      "date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00', ocsf_time)",
      "the time of the event, else the beginning of its day; milliseconds since 1970",
    ),
    time_dt: timestamp("ocsf_time", "the same time, in UTC"),
  };
}

/** An ISO 8601 string with a date and a time, as a timestamp in UTC. Otherwise null, because the engine would read `53` as a year. */
export const timeOf = (sql: string): string =>
  `CAST(at_timezone(try(from_iso8601_timestamp(IF(regexp_like(${sql}, '^[0-9]{4}-[0-9]{2}-[0-9]{2}T'), ${sql}))), 'UTC') AS timestamp(3))`;

/** Seconds since 1970 as a timestamp in UTC. */
export const timeOfSeconds = (sql: string): string => `CAST(at_timezone(from_unixtime(${sql}), 'UTC') AS timestamp(3))`;

/** A timestamp as milliseconds since 1970. */
export const millisecondsOf = (sql: string): string =>
  `date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00', ${sql})`;

/** The partition `day` as a timestamp. */
export const dayOf = (format = "%Y/%m/%d"): string => `CAST(date_parse(day, ${`'${format}'`}) AS timestamp(3))`;

/** Severity of an event that is not a finding. */
export const informational: Attributes = {
  severity: text("'Informational'", "always `Informational`"),
  severity_id: integer("1", "always `1`"),
};
