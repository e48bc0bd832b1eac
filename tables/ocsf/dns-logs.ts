import {
  type Attributes,
  choice,
  constant,
  integer,
  literal,
  object,
  objects,
  observables,
  text,
  texts,
  unmappedFields,
} from "./attribute";
import { eventClasses, ocsfVersion } from "./event-classes";
import { type OcsfView, dayOf, informational, ocsfView, timeOf } from "./ocsf-view";

/** DNS response codes, with their names and numbers in the framework. */
const codes: readonly (readonly [code: string, name: string, id: number])[] = [
  ["NOERROR", "NoError", 0],
  ["FORMERR", "FormError", 1],
  ["SERVFAIL", "ServError", 2],
  ["NXDOMAIN", "NXDomain", 3],
  ["NOTIMP", "NotImp", 4],
  ["REFUSED", "Refused", 5],
  ["YXDOMAIN", "YXDomain", 6],
  ["YXRRSET", "YXRRSet", 7],
  ["NXRRSET", "NXRRSet", 8],
  ["NOTAUTH", "NotAuth", 9],
  ["NOTZONE", "NotZone", 10],
];
const ofCode = (value: (row: (typeof codes)[number]) => string | number, other: string) =>
  choice("upper(rcode)", Object.fromEntries(codes.map((row) => [literal(row[0]), value(row)])), other);

const ofAction = (allowed: string | number, blocked: string | number, alert: string | number, other: string) =>
  choice("firewall_rule_action", { "'ALLOW'": allowed, "'BLOCK'": blocked, "'ALERT'": alert }, other);

/** Name and number of an action that the framework does not define, and of a missing action. */
const otherName = "coalesce(firewall_rule_action, 'Unknown')";
const otherId = "IF(firewall_rule_action IS NULL, 0, 99)";

const attributes: Attributes = {
  metadata: object({
    product: object({
      version: text("version"),
      name: constant("Route 53"),
      feature: object({ name: constant("Resolver Query Logs") }),
      vendor_name: constant("AWS"),
    }),
    profiles: texts("ARRAY['cloud', 'security_control', 'datetime']", "always `cloud`, `security_control`, `datetime`"),
    version: constant(ocsfVersion),
  }),
  ...informational,
  action: text(ofAction("Allowed", "Denied", "Allowed", otherName), "firewall_rule_action"),
  action_id: integer(ofAction(1, 2, 1, otherId), "firewall_rule_action"),
  disposition: text(ofAction("Allowed", "Blocked", "Alert", otherName), "firewall_rule_action"),
  disposition_id: integer(ofAction(1, 2, 19, otherId), "firewall_rule_action"),
  cloud: object({
    account: object({ uid: text("coalesce(account_id, account)", "account_id, else the account of the path") }),
    region: text("region"),
    provider: constant("AWS"),
  }),
  src_endpoint: object({
    vpc_uid: text("coalesce(vpc_id, vpc)", "vpc_id, else the VPC of the path"),
    ip: text("srcaddr"),
    port: integer("try_cast(srcport AS integer)", "srcport"),
    instance_uid: text("srcids.instance"),
  }),
  dst_endpoint: object({
    instance_uid: text("srcids.resolver_endpoint"),
    interface_uid: text("srcids.resolver_network_interface"),
  }),
  connection_info: object({
    protocol_name: text("transport"),
    direction: constant("Unknown"),
    direction_id: integer("0", "always `0`"),
  }),
  query: object({
    hostname: text("coalesce(query_name, '')", "query_name"),
    type: text("query_type"),
    class: text("query_class"),
  }),
  rcode: text(
    ofCode(([, name]) => name, "rcode"),
    "rcode",
  ),
  rcode_id: integer(
    ofCode(([, , id]) => id, "IF(rcode IS NOT NULL, 99)"),
    "rcode",
  ),
  answers: objects(
    "answers",
    { type: text("element.type"), rdata: text("element.rdata"), class: text("element.class") },
    "answers",
  ),
  firewall_rule: object({ uid: text("firewall_rule_group_id") }),
  observables: observables([
    ["query.hostname", "Hostname", "query_name"],
    ["src_endpoint.ip", "IP Address", "srcaddr"],
    ["src_endpoint.instance_uid", "Resource UID", "srcids.instance"],
    ["dst_endpoint.instance_uid", "Resource UID", "srcids.resolver_endpoint"],
  ]),
  unmapped: unmappedFields({ firewall_domain_list_id: "firewall_domain_list_id" }),
};

/**
 * Query logs of Route 53 Resolver.
 *
 * @see https://github.com/ocsf/examples/tree/main/mappings/markdown/AWS/v1.1.0/Route53
 */
export function ocsfDnsLogs(): OcsfView {
  return ocsfView({
    name: "dns_logs",
    description: "DNS query logs as DNS Activity of the Open Cybersecurity Schema Framework",
    notes: [
      "A query must contain a condition on the VPC (`vpc = '...'`), as for the table `dns_logs`. Also limit `accountid` and `day`.",
    ],
    from: ["dns_logs"],
    classes: [eventClasses.dnsActivity],
    classUid: String(eventClasses.dnsActivity.uid),
    activityId: "6",
    time: timeOf("query_timestamp"),
    day: dayOf(),
    attributes,
    partitions: {
      region: text("region"),
      accountid: text("account", "the account of the path"),
      vpc: text("vpc", "the VPC of the path"),
      day: text("day", "the day of the path"),
    },
  });
}
