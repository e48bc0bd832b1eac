import { transcriptDelivery, transcriptEncryption } from "../../modules/iam/grants/session-nodes";
import type { Delivery, Producer } from "./producer";

/** Nodes of every account, which upload the transcripts of their sessions. */
export const sessionNodes: Producer = {
  archive: "serviceLogs",
  bucketGrants: (delivery) => (isOn(delivery) ? transcriptDelivery(transcripts(delivery)) : []),
  // Any role may be a node's
  ownWriters: (delivery) =>
    isOn(delivery)
      ? { prefix: `${delivery.names.prefixes.sessions}/AWSLogs/${delivery.config.accounts.logArchive}/sessions` }
      : {},
  keyGrants: (delivery) => (isOn(delivery) ? [transcriptEncryption(transcripts(delivery), delivery.viaS3)] : []),
};

const isOn = ({ config }: Delivery) => config.logSources.sessions.enabled;

const transcripts = ({ config, names, bucketArn }: Delivery) => ({
  bucketArn,
  prefix: names.prefixes.sessions,
  organizationId: config.organizationId,
});
