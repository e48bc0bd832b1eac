import { suggestion } from "../../../config/suggestion";
import { knownKeys } from "../../../config/setting-tree";

describe("suggestion", () => {
  test.each([
    ["logSources", "waf", "webAclLogs"],
    ["logSources", "wafLogs", "webAclLogs"],
    ["logSources", "waf_logs", "webAclLogs"],
    ["logSources", "vpcFlowLogs", "flowLogs"],
    ["logSources", "vpcLogs", "flowLogs"],
    ["logSources", "route53", "dnsLogs"],
    ["logSources", "route53ResolverLogs", "dnsLogs"],
    ["logSources", "s3AccessLogs", "accessLogs"],
    ["logSources", "elbLogs", "loadBalancerLogs"],
    ["logSources", "sessionManager", "sessions"],
    ["logSources", "securityHub", "securityHubFindings"],
    ["logSources", "awsConfig", "config"],
    ["", "cloudtrail", "trail"],
    ["", "cloudTrail", "trail"],
    ["", "athena", "query"],
    ["", "openSearch", "search"],
    ["", "orgId", "organizationId"],
    ["archive", "kmsKey", "kmsKeyArn"],
    ["archive", "objectLockConfiguration", "lock"],
    ["archive.lock", "retentionMode", "mode"],
  ])("in %j for %s is %s", (section, key, setting) => {
    expect(suggestion(key, knownKeys(section === "" ? [] : section.split(".")))).toBe(setting);
  });

  test.each([
    ["a key that shares only a general word", "elastiCacheLogs", ["dnsLogs", "flowLogs"]],
    ["a word as long as another", "efs", ["dns", "waf"]],
    ["words that two settings have", "days", ["expireDays", "lockDays"]],
    ["a usual name of a setting that is not known there", "waf", ["dnsLogs", "flowLogs"]],
    ["nothing that is known", "waf", []],
    ["a key without letters", "__", ["name", "id"]],
    ["a property of every object", "constructor", ["name", "id"]],
  ])("is none for %s", (_, key, known) => {
    expect(suggestion(key, known)).toBeUndefined();
  });

  test.each([
    ["four letters with two of them exchanged", "nmae", "name"],
    ["half of the letters", "noms", "name"],
  ])("accepts %s", (_, key, setting) => {
    expect(suggestion(key, [setting])).toBe(setting);
  });

  test.each([
    ["more than half of the letters", "nosy", "name"],
    ["four letters of a long word", "notificatxxxx", "notifications"],
  ])("does not accept %s", (_, key, setting) => {
    expect(suggestion(key, [setting])).toBeUndefined();
  });
});
