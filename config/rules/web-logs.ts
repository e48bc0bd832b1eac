import { webAclOf } from "../derived/logged-resources";
import { type Partition, partitions } from "../partitions";
import type { DeclaredConfig } from "../schema/declared";
import { unknownAccount } from "./account-and-region";
import { unknownRegion } from "./regions";
import { type Problem, type Rule, entriesOf, repeatedValues } from "./rule";

/** Rejects logs of AWS WAF and of load balancers that could not be delivered, and settings that would have no effect. */
export const webLogRules: readonly Rule[] = [
  { reads: ["logSources.webAclLogs"], problems: bucketProblems },
  { reads: ["partition", "accounts", "logSources.webAclLogs.webAcls"], problems: webAclProblems },
  { reads: ["logSources.webAclLogs.redactedHeaders"], problems: headerProblems },
  { reads: ["logSources.webAclLogs.onlyActions"], problems: actionProblems },
  { reads: ["accounts", "logSources.loadBalancerLogs"], problems: loadBalancerProblems },
];

const webAclPath = ["logSources", "webAclLogs", "webAcls"];

function bucketProblems({ logSources: { webAclLogs } }: DeclaredConfig): Problem[] {
  if (webAclLogs.enabled || webAclLogs.webAcls.length === 0) return [];
  const message =
    "the web ACLs in webAcls deliver their logs to the bucket that this setting creates; set it to true, or remove the web ACLs";
  return [{ path: ["logSources", "webAclLogs", "enabled"], message }];
}

/** Region of the web ACLs of CloudFront. */
const globalRegion = "us-east-1";

function webAclProblems(config: DeclaredConfig): Problem[] {
  const entries = entriesOf(webAclPath, config.logSources.webAclLogs.webAcls);
  const { globalEventRegions }: Partition = partitions[config.partition];
  const wrong = entries.flatMap(({ path, value }) => {
    const { partition, region, accountId, scope } = webAclOf(value);
    if (partition !== config.partition) return [{ path, message: `not an ARN of partition ${config.partition}` }];
    if (scope === "global" && !(region === globalRegion && globalEventRegions.includes(globalRegion))) {
      return [
        {
          path,
          message: `web ACLs of CloudFront (global) exist only in ${globalRegion} of partition aws, and this web ACL is in ${region}; correct the ARN`,
        },
      ];
    }
    return [...unknownRegion(config.partition, path, region), ...unknownAccount(config, path, accountId)];
  });
  return [...wrong, ...repeatedValues(entries)];
}

function headerProblems({ logSources }: DeclaredConfig): Problem[] {
  const entries = entriesOf(["logSources", "webAclLogs", "redactedHeaders"], logSources.webAclLogs.redactedHeaders);
  return repeatedValues(entries);
}

function actionProblems({ logSources }: DeclaredConfig): Problem[] {
  const entries = entriesOf(["logSources", "webAclLogs", "onlyActions"], logSources.webAclLogs.onlyActions);
  return repeatedValues(entries);
}

function loadBalancerProblems(config: DeclaredConfig): Problem[] {
  const entries = entriesOf(
    ["logSources", "loadBalancerLogs", "accounts"],
    config.logSources.loadBalancerLogs.accounts,
  );
  return [...entries.flatMap(({ path, value }) => unknownAccount(config, path, value)), ...repeatedValues(entries)];
}
