import { missingLog } from "../../../queries/missing-log";
import { savedQueries } from "../../../queries/saved-queries";

const ofWebRequests = "SELECT * FROM waf_logs WHERE day = ?";

test("missingLog returns the setting of AWS WAF logs if a query reads them and they are not collected", () => {
  expect(missingLog({ sql: ofWebRequests }, { webAclLogs: false })).toBe("logSources.webAclLogs.enabled");
});

test.each([
  [ofWebRequests, true],
  ["SELECT * FROM cloudtrail", false],
  ["SELECT * FROM waf_logs_of_old", false],
])("missingLog returns undefined for %s with webAclLogs %j", (sql, webAclLogs) => {
  expect(missingLog({ sql }, { webAclLogs })).toBeUndefined();
});

test("missingLog returns undefined for every saved query if all logs are collected, and for most of them by default", () => {
  const missing = (webAclLogs: boolean) => savedQueries().filter((query) => missingLog(query, { webAclLogs }));

  expect(missing(true)).toEqual([]);
  expect(missing(false).map(({ name }) => name)).toEqual([
    "network-web-requests-blocked",
    "network-web-requests-of-address",
    "network-web-rules-counted",
  ]);
});
