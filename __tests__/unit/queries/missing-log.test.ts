import { missingLog } from "../../../queries/missing-log";
import { savedQueries } from "../../../queries/saved-queries";

const ofWebRequests = "SELECT * FROM waf_logs WHERE day = ?";

test("is the setting of AWS WAF's logs where a question asks them and they are not collected", () => {
  expect(missingLog({ sql: ofWebRequests }, { webAclLogs: false })).toBe("logSources.webAclLogs.enabled");
});

test.each([
  [ofWebRequests, true],
  ["SELECT * FROM cloudtrail", false],
  ["SELECT * FROM waf_logs_of_old", false],
])("is none for %s with webAclLogs %j", (sql, webAclLogs) => {
  expect(missingLog({ sql }, { webAclLogs })).toBeUndefined();
});

test("is none for any saved question where everything is collected, and for most of them anyway", () => {
  const missing = (webAclLogs: boolean) => savedQueries().filter((query) => missingLog(query, { webAclLogs }));

  expect(missing(true)).toEqual([]);
  expect(missing(false).map(({ name }) => name)).toEqual([
    "network-web-requests-blocked",
    "network-web-requests-of-address",
    "network-web-rules-counted",
  ]);
});
