import { transcriptDelivery, transcriptEncryption } from "../../modules/grants/session-nodes";
import type { Delivery, Producer } from "./producer";

/** Nodes of every account, which upload the transcripts of their sessions. */
export const sessionNodes: Producer = {
  archive: "serviceLogs",
  bucketGrants: (delivery) => (isOn(delivery) ? transcriptDelivery(transcripts(delivery)) : []),
  keyGrants: (delivery) => (isOn(delivery) ? [transcriptEncryption(transcripts(delivery), delivery.viaS3)] : []),
};

const isOn = ({ config }: Delivery) => config.logSources.sessions.enabled;

const transcripts = ({ config, names, bucketArn }: Delivery) => ({
  bucketArn,
  prefix: names.prefixes.sessions,
  organizationId: config.organizationId,
});
