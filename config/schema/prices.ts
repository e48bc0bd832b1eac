/**
 * List prices of AWS in us-east-1 in November 2026, in US dollars. Prices of other regions differ, and most prices decrease with
 * the quantity. They are constants, because this project does not read prices from AWS.
 */
export const prices = {
  /** A configuration item of AWS Config, an item that is recorded once a day, and an evaluation of a rule. */
  configItem: 0.003,
  configDailyItem: 0.012,
  ruleEvaluation: 0.001,

  /** 100,000 data events, and 100,000 events that CloudTrail Insights analyzes for one type. */
  dataEvents: 0.1,
  insightEvents: 0.35,

  /** 100,000 management events in the second and each further trail of an account. */
  eventCopies: 2,

  /** A gigabyte ingested by CloudTrail Lake, with one year (extendable) or with seven years; and each further month of a gigabyte. */
  lakeGigabyte: 0.75,
  lakeSevenYearGigabyte: 2.5,
  lakeGigabyteMonth: 0.023,

  /** A gigabyte written to a log group, stored there for a month, and scanned by CloudWatch Logs Insights. */
  logGigabyte: 0.5,
  logGigabyteMonth: 0.03,
  logReadGigabyte: 0.005,

  /** A gigabyte that CloudWatch Logs scans for data to mask. */
  maskedGigabyte: 0.12,

  /** A gigabyte of logs that AWS delivers to S3 (vended logs), and the conversion of a gigabyte to Parquet. */
  vendedGigabyte: 0.25,
  parquetGigabyte: 0.035,

  /** A gigabyte through Firehose, and its dynamic partitioning. */
  firehoseGigabyte: 0.029,
  partitionedGigabyte: 0.02,

  /** A million events on a custom bus or to another account. */
  forwardedEvents: 1,

  /** A custom metric, an alarm and a key, each for a month; 10,000 requests to a key. */
  metricMonth: 0.3,
  alarmMonth: 0.1,
  keyMonth: 1,
  keyRequests: 0.03,

  /** A minute of the smallest build of CodeBuild. */
  buildMinute: 0.005,

  /** A terabyte in S3 for a month, by storage class. */
  standardMonth: 23,
  infrequentAccessMonth: 12.5,
  instantRetrievalMonth: 4,
  flexibleRetrievalMonth: 3.6,
  deepArchiveMonth: 0.99,

  /** The move of a thousand objects to a storage class. */
  infrequentAccessMoves: 0.01,
  instantRetrievalMoves: 0.02,
  flexibleRetrievalMoves: 0.03,
  deepArchiveMoves: 0.05,

  /** A terabyte read from a storage class, or restored from it within hours. */
  infrequentAccessRead: 10,
  instantRetrievalRead: 30,
  flexibleRetrievalRestore: 10,
  deepArchiveRestore: 20,

  /** A thousand write or list requests to S3. */
  writes: 0.005,

  /** A gigabyte replicated to another region, and within 15 minutes by S3 Replication Time Control. */
  replicatedGigabyte: 0.02,
  timeControlGigabyte: 0.015,

  /** A million objects that S3 Inventory lists. */
  listedObjects: 0.0025,

  /** A terabyte scanned by Athena, and the minimum charge for a run of a Glue crawler. */
  athenaTerabyte: 5,
  crawlerRun: 0.15,

  /** An hour of a virtual CPU and of a gigabyte of memory of EMR Serverless, on Arm. */
  sparkCpuHour: 0.042094,
  sparkMemoryHour: 0.004628,
} as const;

const whole = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD", maximumFractionDigits: 0 });
const cents = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD", maximumFractionDigits: 5 });

/** An amount as text: $0.003, $1.50, $1,800. */
export const usd = (amount: number): string => (Number.isInteger(amount) ? whole : cents).format(amount);
