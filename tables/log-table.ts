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
  /** Every day from the first one on. Text in a format that ends where the path goes on, padded or not. */
  | { readonly type: "date"; readonly format: string; readonly firstDay: string }
  /** Any value: the query has to name it. */
  | { readonly type: "injected" };

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

  /**
   * Settings of the SerDe.
   *
   * @default none
   */
  readonly serdeParameters?: Readonly<Record<string, string>>;

  /** Table parameters besides the projection's. */
  readonly parameters: Readonly<Record<string, string>>;

  /**
   * What to know before asking, a sentence each; it is printed in docs/tables.md.
   *
   * @default nothing
   */
  readonly notes?: readonly string[];
}

/** What every table has to know of the logs it shows. */
export interface TableLocation {
  /** Where the logs are: `s3://bucket/path`, up to the first thing that differs between two accounts. */
  readonly location: string;

  /** Every account that has logs; one that is missing here is not seen by any query. */
  readonly accountIds: readonly string[];

  /** Every region that can have logs; one that is missing here is not seen by any query. */
  readonly regions: readonly string[];

  /** First day that is seen, `yyyy-MM-dd`. */
  readonly firstDay: string;
}

/** Beginning of every table the crawler makes; no defined table begins so, and the crawler's role may change no other. */
export const crawledTablePrefix = "open_";

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
    for (const [key, value] of Object.entries(parametersOf(projection))) {
      parameters[`projection.${name}.${key}`] = value;
    }
  }
  return parameters;
}

function parametersOf(projection: Projection): Record<string, string> {
  switch (projection.type) {
    case "enum":
      // Without spaces: Athena would take them for part of the value
      return { type: "enum", values: projection.values.join(",") };
    case "date": {
      const { type, format, firstDay } = projection;
      return { type, format, range: `${firstDay},NOW`, interval: "1", "interval.unit": "DAYS" };
    }
    case "injected":
      return { type: "injected" };
  }
}
