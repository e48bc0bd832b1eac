import { jsonLines } from "./formats";
import type { Column, TableLocation, LogTable } from "./log-table";
import { accountPartition, dayPartition, regionPartition } from "./partitions";

/**
 * Log events of applications. A subscription of CloudWatch Logs sends batches to Firehose, which decompresses them and writes one
 * batch on each line. Each application chooses the format of its messages, so the type of a message is string.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
 */
export function appLogsTable({ location, accountIds, regions, firstDay }: TableLocation): LogTable {
  return {
    name: "app_logs",
    description: "Log events of applications, in the batches that CloudWatch Logs delivered",
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
      "Log events are the elements of an array: `CROSS JOIN UNNEST(logevents)`. The time of a log event is in milliseconds since 1970.",
      "Only rows with `messagetype = 'DATA_MESSAGE'` contain log events. With other rows, CloudWatch Logs tests the delivery.",
    ],
  };
}

const columns: readonly Column[] = [
  { name: "messagetype", type: "string", comment: "DATA_MESSAGE, or CONTROL_MESSAGE, which tests the delivery" },
  { name: "owner", type: "string", comment: "Account of the log group" },
  { name: "loggroup", type: "string", comment: "Log group" },
  { name: "logstream", type: "string", comment: "Log stream" },
  {
    name: "subscriptionfilters",
    type: "array<string>",
    comment: "Names of the subscriptions that delivered the batch",
  },
  {
    name: "logevents",
    type: "array<struct<id:string,timestamp:bigint,message:string>>",
    comment: "The log events: id, milliseconds since 1970, and the message as the application wrote it",
  },
];
