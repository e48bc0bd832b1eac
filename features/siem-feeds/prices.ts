/** Prices of messages and reads in us-east-1, in US dollars. */
export const feedPrices = {
  /** A million announcements of new files: published to a topic, then sent, received and deleted in a queue. */
  topicMessages: 0.5,
  queueMessages: 1.2,

  /** A million objects read from S3. */
  objectReads: 0.4,
} as const;
