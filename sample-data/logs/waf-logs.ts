import { gzipSync } from "node:zlib";
import { byKey, lines, type LogObject, type LogScene, millisecondsAt } from "./scene";
import { story } from "./story";

/** Name of the web ACL in every account. */
export const webAclName = "shop";

/** A request as AWS WAF logged it. */
export interface WafRow {
  readonly account: string;

  /** `HH:mm:ss` in UTC. */
  readonly at: string;
  readonly action: "ALLOW" | "BLOCK";

  /** Rule that determined the action. */
  readonly rule: string;

  /** Rule that only counted the request. */
  readonly counted?: string;
  readonly clientIp: string;
  readonly country: string;
  readonly method: string;
  readonly uri: string;
}

/** The requests of the day. All requests of the attacker to the shop of `payments` except one were blocked. */
export function wafRows({ payments, website }: LogScene): WafRow[] {
  const attack = { account: payments, clientIp: story.attackerAddress, country: "XX", method: "POST" };
  const shopper = { clientIp: "198.51.100.20", country: "DE", method: "GET", uri: "/", action: "ALLOW" } as const;
  const injection = { action: "BLOCK", rule: "sql-injection" } as const;
  return [
    { ...attack, ...injection, at: "01:50:00", uri: "/login" },
    { ...attack, ...injection, at: "01:50:02", uri: "/search" },
    { ...attack, at: "01:51:00", action: "ALLOW", rule: "Default_Action", counted: "known-bad-inputs", uri: "/upload" },
    { ...attack, at: "01:52:00", action: "BLOCK", rule: "rate-limit", uri: "/login" },
    { ...shopper, account: payments, at: "09:00:00", rule: "Default_Action" },
    { ...shopper, account: website, at: "09:00:00", rule: "Default_Action" },
  ];
}

/** The same rows as files: gzipped JSON lines, one file for each account, region, web ACL and period of five minutes. */
export function wafObjects(scene: LogScene): LogObject[] {
  const { names, home, day, partition } = scene;
  const keyOf = ({ account, at }: WafRow) => {
    const [hour = "", minute = ""] = at.split(":");
    const minutes = String(Math.floor(Number(minute) / 5) * 5).padStart(2, "0");
    const folder = `AWSLogs/${account}/WAFLogs/${home}/${webAclName}/${day.replaceAll("-", "/")}/${hour}/${minutes}`;
    return `${folder}/${account}_waflogs_${home}_${webAclName}_${day.replaceAll("-", "")}T${hour}${minutes}Z_0a1b2c3d.log.gz`;
  };
  return byKey(wafRows(scene), keyOf).map(([key, rows]) => ({
    bucket: names.buckets.webAclLogs,
    key,
    body: gzipSync(lines(rows.map((row) => record(scene, row)))),
    deliveredBy: {
      principal: "delivery.logs.amazonaws.com",
      sourceArn: `arn:${partition}:logs:${home}:${rows[0]?.account}:*`,
    },
  }));
}

/** @see https://docs.aws.amazon.com/waf/latest/developerguide/logging-fields.html */
function record(scene: LogScene, { account, at, action, rule, counted, clientIp, country, method, uri }: WafRow) {
  const { partition, home } = scene;
  return {
    timestamp: millisecondsAt(scene, at),
    formatVersion: 1,
    webaclId: `arn:${partition}:wafv2:${home}:${account}:regional/webacl/${webAclName}/1a2b3c4d`,
    terminatingRuleId: rule,
    terminatingRuleType: rule === "rate-limit" ? "RATE_BASED" : "REGULAR",
    action,
    terminatingRuleMatchDetails: [],
    httpSourceName: "ALB",
    httpSourceId: `${account}-app/shop/50dc6c495c0c9188`,
    ruleGroupList: [],
    rateBasedRuleList: [],
    nonTerminatingMatchingRules: counted === undefined ? [] : [{ ruleId: counted, action: "COUNT" }],
    requestHeadersInserted: null,
    responseCodeSent: null,
    httpRequest: {
      clientIp,
      country,
      headers: [
        { name: "Host", value: "shop.example.com" },
        { name: "authorization", value: "REDACTED" },
      ],
      uri,
      args: "",
      httpVersion: "HTTP/2.0",
      httpMethod: method,
      requestId: `1-${at.replaceAll(":", "")}-abcdef`,
      fragment: "",
      scheme: "https",
      host: "shop.example.com",
    },
    labels: [{ name: `shop:${rule}` }],
    requestBodySize: 12,
    requestBodySizeInspectedByWAF: 12,
  };
}
