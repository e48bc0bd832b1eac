import type { Construct } from "constructs";
import { networkLogNames } from "../../config/names/network-logs";
import { loggedWebAcls } from "../../config/derived/logged-resources";
import { WebAclLogging } from "../../modules/log-delivery/web-acl-logging";
import type { LogSource, SourceAccount } from "./log-source";

/** Logs of AWS WAF for the configured web ACLs. */
export const wafLogs: LogSource = {
  addTo,
};

function addTo(scope: Construct, { account, config, root, archivePolicies }: SourceAccount): void {
  const webAcls = loggedWebAcls(config, account.id);
  if (webAcls.length === 0) return;
  const { redactedHeaders, redactQueryString, onlyActions } = config.logSources.webAclLogs;
  new WebAclLogging(scope, "WebAclLogging", {
    homeRegion: config.homeRegion,
    providers: root.providers,
    webAcls,
    bucketArn: networkLogNames(config).webAclLogBucketArn,
    redactedHeaders,
    redactQueryString,
    onlyActions,
    dependsOn: archivePolicies?.webAclLogs && [archivePolicies.webAclLogs],
  });
}
