/** A column of a table. Glue and Athena support only lower-case names. */
export interface Column {
  readonly name: string;
  readonly type: string;

  /** Meaning of the column. The Athena console shows it. */
  readonly comment: string;
}

/** The projection with which Athena computes the values of a partition from the query, without listing folders. */
export type Projection =
  | { readonly type: "enum"; readonly values: readonly string[] }
  /** Every day from the first day, as a string in this format. Athena compares the formatted values with the path. */
  | { readonly type: "date"; readonly format: string; readonly firstDay: string }
  /** Any value. A query must specify it. */
  | { readonly type: "injected" };

/** A partition of a table. A date is a string in its format. */
export interface Partition extends Column {
  readonly projection: Projection;
}

/** A table over logs in S3. */
export interface LogTable {
  readonly name: string;
  readonly description: string;
  readonly columns: readonly Column[];

  /**
   * The columns, and the fields of their structures, with the upper and lower case of the logs. Readers that distinguish upper and
   * lower case need these names.
   *
   * @default the columns
   */
  readonly fields?: readonly Column[];

  /** Partitions in the order of the path. */
  readonly partitions: readonly Partition[];

  /** Location of the logs: `s3://bucket/path`, without the partitions. */
  readonly location: string;

  /** Path of one partition below the location. `${name}` is replaced by the value of the partition with this name. */
  readonly partitionPath: string;
  readonly inputFormat: string;
  readonly outputFormat: string;
  readonly serde: string;

  /**
   * Settings of the SerDe.
   *
   * @default none
   */
  readonly serdeParameters?: Readonly<Record<string, string>>;

  /** Table parameters other than the parameters of partition projection. */
  readonly parameters: Readonly<Record<string, string>>;

  /**
   * Notes for people who write queries. They are printed in docs/tables.md.
   *
   * @default none
   */
  readonly notes?: readonly string[];
}

/** Columns with the names of fields in lower case, because Glue and Athena support only lower-case names. */
export function inLowerCase(fields: readonly Column[]): Column[] {
  return fields.map(({ name, type, comment }) => ({ name: name.toLowerCase(), type: type.toLowerCase(), comment }));
}

/** Values that every table needs. */
export interface TableLocation {
  /** Location of the logs: `s3://bucket/path`, up to the first part that differs between accounts. */
  readonly location: string;

  /** Every account with logs. Queries do not read logs of other accounts. */
  readonly accountIds: readonly string[];

  /** Every region with logs. Queries do not read logs of other regions. */
  readonly regions: readonly string[];

  /** First day that queries can read, `yyyy-MM-dd`. */
  readonly firstDay: string;
}

/** Prefix of the tables that the crawler creates. Its role may change only tables with this prefix. Defined tables do not have it. */
export const crawledTablePrefix = "open_";

/**
 * The table parameters with which Athena computes the partitions.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */
export function projectionParameters({ location, partitions, partitionPath }: LogTable): Record<string, string> {
  const parameters: Record<string, string> = {
    "projection.enabled": "true",
    "storage.location.template": `${location}/${partitionPath}`,
  };
  for (const { name, projection } of partitions) {
    for (const [key, value] of Object.entries(parametersOf(projection))) {
      parameters[`projection.${name}.${key}`] = value;
    }
  }
  return parameters;
}

function parametersOf(projection: Projection): Record<string, string> {
  switch (projection.type) {
    case "enum":
      // The list has no spaces, because Athena would treat them as part of the value
      return { type: "enum", values: projection.values.join(",") };
    case "date": {
      const { type, format, firstDay } = projection;
      return { type, format, range: `${firstDay},NOW`, interval: "1", "interval.unit": "DAYS" };
    }
    case "injected":
      return { type: "injected" };
  }
}
