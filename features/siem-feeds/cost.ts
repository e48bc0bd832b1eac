import type { AuditConfig } from "../../config/audit-config";
import { type LogClass, logClasses } from "../../config/schema/log-classes";
import { type Charge, type CostBasis, type FeatureCost, daysOfMonth } from "../cost";
import { feedPrices } from "./prices";

/** Data keys that SNS or SQS requests from KMS in a month: each service uses a data key for five minutes. */
const dataKeysOfMonth = (daysOfMonth * 24 * 60) / 5;

/** Requests to KMS for a data key of a topic: S3 publishes, and SNS decrypts. */
const topicRequests = 2;

/** Requests to KMS for a data key of a queue: SNS sends with two of them, and the reader decrypts. */
const queueRequests = 3;

const setting = "siemFeeds";

/** What the estimate of a month contains for the feeds. */
export const cost: FeatureCost = {
  prices: feedPrices,
  charges: ({ config, ...basis }) => feedCharges(config.siemFeeds, basis),
};

/**
 * The cost of the feeds. Each new file is published once for all feeds. Each feed of its class queues and reads the file.
 */
export function feedCharges(
  feeds: AuditConfig["siemFeeds"],
  { filesOf, prices, price }: Pick<CostBasis, "filesOf" | "prices" | "price">,
): Charge[] {
  const sum = (classes: readonly LogClass[], value: (files: number, logClass: LogClass) => number): number =>
    classes.reduce((total, logClass) => total + value(filesOf(logClass), logClass), 0);
  const all = feeds.map(({ logs }) => [...new Set(logs)]);
  const announced = [...new Set(all.flat())];
  const published = sum(announced, (files) => files);
  const queued = all.reduce((total, logs) => total + sum(logs, (files) => files), 0);
  const dataKeys = (files: number): number => Math.min(files, dataKeysOfMonth);
  const keyRequests =
    sum(announced, (files) => topicRequests * dataKeys(files)) +
    all.reduce((total, logs) => total + queueRequests * dataKeys(sum(logs, (files) => files)), 0);
  const decrypted = all.reduce((total, logs) => total + sum(logs, decryptRequests), 0);
  return [
    {
      setting,
      item: "SIEM feeds, announcements of new files",
      quantity: queued,
      unit: "messages",
      amount: (published * price("topicMessages") + queued * price("queueMessages")) / 1e6,
    },
    {
      setting,
      item: "SIEM feeds, files that are read",
      quantity: queued,
      unit: "objects",
      amount: (queued * price("objectReads")) / 1e6,
    },
    {
      setting,
      item: "SIEM feeds, requests to keys",
      quantity: keyRequests + decrypted,
      unit: "requests",
      amount: ((keyRequests + decrypted) / 1e4) * prices.keyRequests,
    },
  ];
}

/** KMS requests to decrypt files. CloudTrail uses one data key per file. Other archives have a bucket key, or no KMS key (access logs). */
const decryptRequests = (files: number, logClass: LogClass): number =>
  logClasses[logClass].archive === "trail" ? files : 0;
