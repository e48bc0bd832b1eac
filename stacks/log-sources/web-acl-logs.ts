import { loggedWebAcls, networkLogNames } from "../../config/names/network-logs";
import { WebAclLogging } from "../../modules/log-delivery/web-acl-logging";
import type { LogSource } from "./log-source";

/** Logs of AWS WAF, of the web ACLs that are listed. */
export const webAclLogs: LogSource = (scope, { account, config, root, archivePolicies }) => {
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
};
