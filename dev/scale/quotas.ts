import { sizes } from "./figures";

/** A limit that a growing organization reaches, and the maximum number of accounts within this limit. */
export interface Quota {
  readonly what: string;
  readonly limit: string;
  readonly accounts: number;
  readonly beyond: string;
}

/** Numbers of regions, days and log files that the page assumes. */
const regions = 4;
const days = 31;
const logFilesOfDay = 29;

/** KMS requests per second in the regions with the lowest default quota, and seconds until Athena cancels a query. */
const decryptsOfSecond = 5_500;
const queryTimeoutSeconds = 30 * 60;

/** Characters of an account id in the list of a table, and in the list of the daily check. */
const idInTable = 13;
const idInCheck = 15;

/** The limits, in the order in which a growing organization reaches them. */
export function quotas(): Quota[] {
  return [
    {
      what: "accounts in an organization",
      limit: "10 by default; AWS can increase it to 50,000",
      accounts: 10,
      beyond: "request a higher quota",
    },
    {
      what: "partitions of a table in an Athena query: a month, all 34 regions",
      limit: "1,000,000",
      accounts: Math.floor(1_000_000 / (34 * days)),
      beyond:
        "`trailkeeper query` splits the query by account, or reads monthly partitions; in the console, name an account or fewer days",
    },
    {
      what: "rows in a query result of the daily check of silent accounts",
      limit: "2,000, because a state of Step Functions accepts at most 256 KiB",
      accounts: 2_000,
      beyond: "the check runs several queries, split by the last digit of the account id",
    },
    {
      what: "requests to the key of the archive, when one query reads every trail file of a month within Athena's 30 minutes",
      limit: "5,500 per second, the lowest default quota; adjustable",
      accounts: Math.floor((decryptsOfSecond * queryTimeoutSeconds) / (regions * logFilesOfDay * days)),
      beyond:
        "KMS throttles requests, and Athena retries them: request a higher quota, limit the days, or use the lakehouse, which reads each file once",
    },
    {
      what: "partitions of a table in an Athena query: a month, four regions",
      limit: "1,000,000",
      accounts: Math.floor(1_000_000 / (regions * days)),
      beyond: "as above",
    },
    {
      what: "member accounts in a configuration",
      limit: "10,000",
      accounts: sizes.at(-1) ?? 0,
      beyond: "`npm run synth` refuses the configuration and writes nothing",
    },
    {
      what: "accounts in an aggregator of AWS Config",
      limit: "10,000",
      accounts: 10_000,
      beyond: "AWS Config does not aggregate more accounts; the archive still receives their files",
    },
    {
      what: "list of accounts in the daily check of silent accounts",
      limit: "256 KiB, the size of a variable of Step Functions",
      accounts: Math.floor(262_144 / idInCheck),
      beyond: "a configuration cannot reach it",
    },
    {
      what: "list of accounts in a table",
      limit: "512,000 characters in a table parameter of AWS Glue",
      accounts: Math.floor(512_000 / idInTable),
      beyond: "a configuration cannot reach it; `synth` also fails for a longer list",
    },
  ];
}
