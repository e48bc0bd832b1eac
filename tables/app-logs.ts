import { jsonLines } from "./formats";
import type { Column, TableLocation, LogTable } from "./log-table";
import { accountPartition, dayPartition, regionPartition } from "./partitions";

/**
 * Log events of applications, as a subscription of CloudWatch Logs sends them to Firehose, decompressed: one batch on each
 * line. Each application chooses the format of its messages, so a message is text.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
 */
export function appLogsTable({ location, accountIds, regions, firstDay }: TableLocation): LogTable {
  return {
    name: "app_logs",
    description: "Log events of applications, in the batches CloudWatch Logs delivered them in",
    columns,
    partitions: [
      accountPartition(accountIds, "Account of the log group"),
      regionPartition(regions, "Region of the log group"),
      dayPartition(firstDay),
    ],
    location,
    partitionPath: "${account}/${region}/${day}",
    ...jsonLines(),
    notes: [
      "Log events are the elements of an array: `CROSS JOIN UNNEST(logevents)`; their time is in milliseconds since 1970.",
      "Only rows with `messagetype = 'DATA_MESSAGE'` hold log events: the others test the way.",
    ],
  };
}

const columns: readonly Column[] = [
  { name: "messagetype", type: "string", comment: "DATA_MESSAGE, or CONTROL_MESSAGE of a test of the way" },
  { name: "owner", type: "string", comment: "Account of the log group" },
  { name: "loggroup", type: "string", comment: "Log group" },
  { name: "logstream", type: "string", comment: "Log stream" },
  { name: "subscriptionfilters", type: "array<string>", comment: "Names of the subscriptions that delivered" },
  {
    name: "logevents",
    type: "array<struct<id:string,timestamp:bigint,message:string>>",
    comment: "The log events: id, milliseconds since 1970, and the message as the application wrote it",
  },
];
