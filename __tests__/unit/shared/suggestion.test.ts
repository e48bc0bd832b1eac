import { suggestion } from "../../../shared/suggestion";
import { knownKeys } from "../../../config/setting-tree";

describe("suggestion", () => {
  test.each([
    ["logSources", "waf", "webAclLogs"],
    ["logSources", "wafLogs", "webAclLogs"],
    ["logSources", "waf_logs", "webAclLogs"],
    ["logSources", "vpcFlowLogs", "flowLogs"],
    ["logSources", "vpcLogs", "flowLogs"],
    ["logSources", "route53", "dnsQueryLogs"],
    ["logSources", "route53ResolverLogs", "dnsQueryLogs"],
    ["logSources", "s3AccessLogs", "accessLogs"],
    ["logSources", "elbLogs", "loadBalancerLogs"],
    ["logSources", "sessionManager", "sessions"],
    ["logSources", "securityHub", "securityHubFindings"],
    ["logSources", "configService", "awsConfig"],
    ["", "cloudtrail", "trail"],
    ["", "cloudTrail", "trail"],
    ["", "athena", "query"],
    ["", "openSearch", "search"],
    ["", "orgId", "organizationId"],
    ["archive", "kmsKey", "kmsKeyArn"],
    ["archive", "objectLockConfiguration", "lock"],
    ["archive.lock", "retentionMode", "mode"],
  ])("suggestion in %j for %s is %s", (section, key, setting) => {
    expect(suggestion(key, knownKeys(section === "" ? [] : section.split(".")))).toBe(setting);
  });

  test.each([
    ["a key that has only a general word in common", "elastiCacheLogs", ["dnsQueryLogs", "flowLogs"]],
    ["a word of the same length", "efs", ["dns", "waf"]],
    ["words that two settings contain", "days", ["expireDays", "lockDays"]],
    ["a common name of a setting that the section does not have", "waf", ["dnsQueryLogs", "flowLogs"]],
    ["a section without settings", "waf", []],
    ["a key without letters", "__", ["name", "id"]],
    ["a property of every object", "constructor", ["name", "id"]],
  ])("suggestion is undefined for %s", (_, key, known) => {
    expect(suggestion(key, known)).toBeUndefined();
  });

  test.each([
    ["a word of four letters with two letters exchanged", "nmae", "name"],
    ["a word in which half of the letters differ", "noms", "name"],
  ])("accepts %s", (_, key, setting) => {
    expect(suggestion(key, [setting])).toBe(setting);
  });

  test.each([
    ["a word in which more than half of the letters differ", "nosy", "name"],
    ["a long word in which four letters differ", "notificatxxxx", "notifications"],
  ])("does not accept %s", (_, key, setting) => {
    expect(suggestion(key, [setting])).toBeUndefined();
  });
});
