import { webAclLogDelivery, webAclLogEncryption } from "../../modules/iam/grants/web-acl-logs";
import type { Producer } from "./producer";

export const webAclLogs: Producer = {
  archive: "webAclLogs",
  bucketGrants: ({ config: { logSources, partition, organizationId }, bucketArn }) =>
    logSources.webAclLogs.enabled ? webAclLogDelivery(bucketArn, { partition, organizationId }) : [],
  keyGrants: ({ config: { logSources, partition, organizationId } }) =>
    logSources.webAclLogs.enabled ? webAclLogEncryption({ partition, organizationId }) : [],
};
