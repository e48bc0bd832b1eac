/** Grants: the statements of bucket policies and key policies with which a writer or a reader is allowed. */
export {
  type ConfigDelivery,
  type ConfigEncryption,
  configDelivery,
  configEncryption,
} from "../modules/iam/grants/aws-config";
export { type AccessLogReplication, accessLogReplication } from "../modules/iam/grants/access-log-replication";
export { type AccessLogDelivery, accessLogDelivery } from "../modules/iam/grants/access-logs";
export {
  type ExternalTrails,
  externalTrailDelivery,
  externalTrailEncryption,
} from "../modules/iam/grants/external-trails";
export { type FirehoseDelivery, firehoseDelivery, firehoseEncryption } from "../modules/iam/grants/firehose";
export { accountAdministration, denyKeyWeakening, organizationLookup } from "../modules/iam/grants/key-administration";
export { type LoadBalancerLogSource, loadBalancerLogDelivery } from "../modules/iam/grants/load-balancer-logs";
export { logGroupEncryption } from "../modules/iam/grants/log-groups";
export { type ArchiveReading, archiveReaders, readerDecryption } from "../modules/iam/grants/readers";
export { type TrailDelivery, trailDelivery, trailEncryption } from "../modules/iam/grants/trail";
export { type VendedLogDelivery, vendedLogDelivery, vendedLogEncryption } from "../modules/iam/grants/vended-logs";
export { type WebAclLogSource, webAclLogDelivery, webAclLogEncryption } from "../modules/iam/grants/web-acl-logs";
