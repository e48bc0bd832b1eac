/** A column of a table; Glue and Athena know lower-case names only. */
export interface Column {
  readonly name: string;
  readonly type: string;

  /** What it holds, shown in the Athena console. */
  readonly comment: string;
}

/** How a partition's values are found without listing them: Athena computes them from the query. */
export type Projection =
  | { readonly type: "enum"; readonly values: readonly string[] }
  | { readonly type: "date"; readonly format: string; readonly firstDay: string };

/** A partition of a table. Values of a date are text in its format. */
export interface Partition extends Column {
  readonly projection: Projection;
}

/** A table over logs in S3. */
export interface LogTable {
  readonly name: string;
  readonly description: string;
  readonly columns: readonly Column[];

  /** In the order they stand in the path. */
  readonly partitions: readonly Partition[];

  /** Where the logs are: `s3://bucket/path`, without the partitions. */
  readonly location: string;

  /** Path of one partition below the location; `${name}` stands for a partition's value. */
  readonly partitionPath: string;
  readonly inputFormat: string;
  readonly outputFormat: string;
  readonly serde: string;

  /** Table parameters besides the projection's. */
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * The table parameters that make Athena compute the partitions.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */
export function projectionParameters({ location, partitions, partitionPath }: LogTable): Record<string, string> {
  const parameters: Record<string, string> = {
    "projection.enabled": "true",
    "storage.location.template": `${location}/${partitionPath}`,
  };
  for (const { name, projection } of partitions) {
    const key = `projection.${name}`;
    parameters[`${key}.type`] = projection.type;
    if (projection.type === "enum") {
      // Without spaces: Athena would take them for part of the value
      parameters[`${key}.values`] = projection.values.join(",");
    } else {
      parameters[`${key}.format`] = projection.format;
      parameters[`${key}.range`] = `${projection.firstDay},NOW`;
      parameters[`${key}.interval`] = "1";
      parameters[`${key}.interval.unit`] = "DAYS";
    }
  }
  return parameters;
}
