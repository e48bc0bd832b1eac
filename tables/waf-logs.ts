import { jsonLines } from "./formats";
import { type Column, type LogTable, type TableLocation, inLowerCase } from "./log-table";
import { accountPartition, dayPartition, regionPartition } from "./partitions";

/** Value instead of the region in the path of a web ACL of CloudFront. */
const cloudFront = "cloudfront";

/**
 * Requests that AWS WAF inspected and logged.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/create-waf-table-partition-projection.html
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/logging-s3.html
 */
export function wafLogsTable({ location, accountIds, regions, firstDay }: TableLocation): LogTable {
  return {
    name: "waf_logs",
    description: "Requests that AWS WAF inspected, with the actions of its rules",
    columns: inLowerCase(fields),
    fields,
    partitions: [
      accountPartition(accountIds, "Account of the web ACL"),
      regionPartition([cloudFront, ...regions], "Region of the web ACL; cloudfront for a web ACL of CloudFront"),
      {
        name: "webacl",
        type: "string",
        comment: "Name of the web ACL; each query needs a condition on it",
        projection: { type: "injected" },
      },
      dayPartition(firstDay),
    ],
    location,
    // Folders of hours and minutes follow in the path. Athena reads these folders with the day
    partitionPath: "${account}/WAFLogs/${region}/${webacl}/${day}",
    ...jsonLines(),
    notes: [
      "A query must contain a condition on the web ACL (`webacl = '...'`), because the web ACL precedes the day in the path and teams create their own web ACLs.",
      "`timestamp` is milliseconds since 1970: `from_unixtime(timestamp / 1e3)`.",
      "The value of a redacted header or query string is `REDACTED`.",
    ],
  };
}

const match =
  "array<struct<conditionType:string,sensitivityLevel:string,location:string,matchedFieldName:string,matchedData:array<string>>>";
const answer = "struct<responseCode:string,solveTimestamp:string,failureReason:string>";
const nonTerminating = `array<struct<ruleId:string,action:string,overriddenAction:string,ruleMatchDetails:${match},challengeResponse:${answer},captchaResponse:${answer}>>`;
const terminating = `struct<ruleId:string,action:string,ruleMatchDetails:${match}>`;
const nameAndValue = "array<struct<name:string,value:string>>";

/** The fields of a record, with their names in the logs. */
const fields: readonly Column[] = [
  { name: "timestamp", type: "bigint", comment: "Time of the request, milliseconds since 1970" },
  { name: "formatVersion", type: "int", comment: "Version of the record" },
  { name: "webaclId", type: "string", comment: "ARN of the web ACL" },
  { name: "terminatingRuleId", type: "string", comment: "Rule that decided; Default_Action if no rule decided" },
  { name: "terminatingRuleType", type: "string", comment: "REGULAR, RATE_BASED, GROUP or MANAGED_RULE_GROUP" },
  { name: "action", type: "string", comment: "Action: ALLOW, BLOCK, CAPTCHA or CHALLENGE" },
  {
    name: "terminatingRuleMatchDetails",
    type: match,
    comment: "Text that the rule matched: for SQL injection and scripts only",
  },
  {
    name: "httpSourceName",
    type: "string",
    comment: "Kind of the resource that received the request: ALB, CF, APIGW, APPSYNC",
  },
  { name: "httpSourceId", type: "string", comment: "Resource that received the request" },
  {
    name: "ruleGroupList",
    type: `array<struct<ruleGroupId:string,terminatingRule:${terminating},nonTerminatingMatchingRules:${nonTerminating},excludedRules:string>>`,
    comment: "Rule groups that acted on the request",
  },
  {
    name: "rateBasedRuleList",
    type: "array<struct<rateBasedRuleId:string,limitKey:string,maxRateAllowed:int>>",
    comment: "Rate-based rules that acted on the request",
  },
  {
    name: "nonTerminatingMatchingRules",
    type: nonTerminating,
    comment: "Rules that matched without a decision, such as COUNT",
  },
  { name: "requestHeadersInserted", type: nameAndValue, comment: "Headers that AWS WAF inserted" },
  { name: "responseCodeSent", type: "string", comment: "Code of the response, if AWS WAF responded itself" },
  {
    name: "httpRequest",
    type: `struct<clientIp:string,country:string,headers:${nameAndValue},uri:string,args:string,httpVersion:string,httpMethod:string,requestId:string,fragment:string,scheme:string,host:string>`,
    comment: "The request",
  },
  { name: "labels", type: "array<struct<name:string>>", comment: "Labels that rules put on the request" },
  { name: "captchaResponse", type: answer, comment: "Result of the CAPTCHA" },
  { name: "challengeResponse", type: answer, comment: "Result of the challenge" },
  { name: "ja3Fingerprint", type: "string", comment: "JA3 fingerprint of the client's TLS" },
  { name: "ja4Fingerprint", type: "string", comment: "JA4 fingerprint of the client's TLS" },
  {
    name: "oversizeFields",
    type: "string",
    comment: "Parts of the request that were too long for a complete inspection",
  },
  { name: "requestBodySize", type: "int", comment: "Bytes of the body" },
  { name: "requestBodySizeInspectedByWAF", type: "int", comment: "Inspected bytes of the body" },
];
