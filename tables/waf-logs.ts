import { jsonLines } from "./formats";
import type { Column, TableLocation, LogTable } from "./log-table";
import { accountPartition, dayPartition, regionPartition } from "./partitions";

/** Value for the region in the path of a web ACL of CloudFront. */
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
    description: "Requests that AWS WAF inspected, and what its rules did with them",
    columns,
    partitions: [
      accountPartition(accountIds, "Account of the web ACL"),
      regionPartition([cloudFront, ...regions], "Region of the web ACL; cloudfront for one of CloudFront"),
      {
        name: "webacl",
        type: "string",
        comment: "Name of the web ACL; a query has to name it",
        projection: { type: "injected" },
      },
      dayPartition(firstDay),
    ],
    location,
    // Hours and minutes follow in the path. Athena reads them with their day
    partitionPath: "${account}/WAFLogs/${region}/${webacl}/${day}",
    ...jsonLines(),
    notes: [
      "A query has to name the web ACL (`webacl = '...'`): it stands before the day in the path, and teams make web ACLs of their own.",
      "`timestamp` is milliseconds since 1970: `from_unixtime(timestamp / 1e3)`.",
      "Headers and query strings that the configuration redacts read `REDACTED`.",
    ],
  };
}

const match =
  "array<struct<conditiontype:string,sensitivitylevel:string,location:string,matchedfieldname:string,matcheddata:array<string>>>";
const answer = "struct<responsecode:string,solvetimestamp:string,failurereason:string>";
const nonTerminating = `array<struct<ruleid:string,action:string,overriddenaction:string,rulematchdetails:${match},challengeresponse:${answer},captcharesponse:${answer}>>`;
const terminating = `struct<ruleid:string,action:string,rulematchdetails:${match}>`;
const nameAndValue = "array<struct<name:string,value:string>>";

const columns: readonly Column[] = [
  { name: "timestamp", type: "bigint", comment: "When, milliseconds since 1970" },
  { name: "formatversion", type: "int", comment: "Version of the record" },
  { name: "webaclid", type: "string", comment: "ARN of the web ACL" },
  { name: "terminatingruleid", type: "string", comment: "Rule that decided; Default_Action where none did" },
  { name: "terminatingruletype", type: "string", comment: "REGULAR, RATE_BASED, GROUP or MANAGED_RULE_GROUP" },
  { name: "action", type: "string", comment: "What was done: ALLOW, BLOCK, CAPTCHA or CHALLENGE" },
  {
    name: "terminatingrulematchdetails",
    type: match,
    comment: "What the rule matched: SQL injection and scripts only",
  },
  { name: "httpsourcename", type: "string", comment: "Kind of what the request was sent to: ALB, CF, APIGW, APPSYNC" },
  { name: "httpsourceid", type: "string", comment: "What the request was sent to" },
  {
    name: "rulegrouplist",
    type: `array<struct<rulegroupid:string,terminatingrule:${terminating},nonterminatingmatchingrules:${nonTerminating},excludedrules:string>>`,
    comment: "Rule groups that acted on the request",
  },
  {
    name: "ratebasedrulelist",
    type: "array<struct<ratebasedruleid:string,limitkey:string,maxrateallowed:int>>",
    comment: "Rate-based rules that acted on the request",
  },
  {
    name: "nonterminatingmatchingrules",
    type: nonTerminating,
    comment: "Rules that matched without deciding, as COUNT",
  },
  { name: "requestheadersinserted", type: nameAndValue, comment: "Headers that AWS WAF inserted" },
  { name: "responsecodesent", type: "string", comment: "Code of the answer, where AWS WAF sent its own" },
  {
    name: "httprequest",
    type: `struct<clientip:string,country:string,headers:${nameAndValue},uri:string,args:string,httpversion:string,httpmethod:string,requestid:string,fragment:string,scheme:string,host:string>`,
    comment: "The request",
  },
  { name: "labels", type: "array<struct<name:string>>", comment: "Labels that rules put on the request" },
  { name: "captcharesponse", type: answer, comment: "How a CAPTCHA ended" },
  { name: "challengeresponse", type: answer, comment: "How a challenge ended" },
  { name: "ja3fingerprint", type: "string", comment: "JA3 fingerprint of the client's TLS" },
  { name: "ja4fingerprint", type: "string", comment: "JA4 fingerprint of the client's TLS" },
  { name: "oversizefields", type: "string", comment: "Parts of the request that were too long to be inspected whole" },
  { name: "requestbodysize", type: "int", comment: "Bytes of the body" },
  { name: "requestbodysizeinspectedbywaf", type: "int", comment: "Bytes of the body that were inspected" },
];
