/** Version of the framework that Security Lake writes in its source version 2. */
export const ocsfVersion = "1.1.0";

/** A class of events of the framework. */
export interface EventClass {
  readonly uid: number;
  readonly name: string;
  readonly category: { readonly uid: number; readonly name: string };

  /** Names of the activities by their number. `0` and `99` belong to every class. */
  readonly activities: Readonly<Record<number, string>>;

  /** Attributes that the framework requires only for this class. */
  readonly required: readonly string[];
}

const findings = { uid: 2, name: "Findings" };
const iam = { uid: 3, name: "Identity & Access Management" };
const network = { uid: 4, name: "Network Activity" };
const application = { uid: 6, name: "Application Activity" };

const finding = { 1: "Create", 2: "Update", 3: "Close" };

/**
 * The classes of the events of this archive.
 *
 * @see https://schema.ocsf.io/1.1.0/classes
 */
export const eventClasses = {
  complianceFinding: {
    uid: 2003,
    name: "Compliance Finding",
    category: findings,
    activities: finding,
    required: ["finding_info.uid", "finding_info.title", "compliance.standards"],
  },
  detectionFinding: {
    uid: 2004,
    name: "Detection Finding",
    category: findings,
    activities: finding,
    required: ["finding_info.uid", "finding_info.title"],
  },
  accountChange: {
    uid: 3001,
    name: "Account Change",
    category: iam,
    activities: {
      1: "Create",
      2: "Enable",
      3: "Password Change",
      4: "Password Reset",
      5: "Disable",
      6: "Delete",
      7: "Attach Policy",
      8: "Detach Policy",
      9: "Lock",
      10: "MFA Factor Enable",
      11: "MFA Factor Disable",
    },
    required: ["user.account.uid"],
  },
  authentication: {
    uid: 3002,
    name: "Authentication",
    category: iam,
    activities: {
      1: "Logon",
      2: "Logoff",
      3: "Authentication Ticket",
      4: "Service Ticket Request",
      5: "Service Ticket Renew",
    },
    required: ["user.account.uid", "dst_endpoint.svc_name"],
  },
  networkActivity: {
    uid: 4001,
    name: "Network Activity",
    category: network,
    activities: { 1: "Open", 2: "Close", 3: "Reset", 4: "Fail", 5: "Refuse", 6: "Traffic" },
    required: ["src_endpoint", "dst_endpoint", "action_id", "connection_info.direction_id"],
  },
  dnsActivity: {
    uid: 4003,
    name: "DNS Activity",
    category: network,
    activities: { 1: "Query", 2: "Response", 6: "Traffic" },
    required: ["src_endpoint", "action_id", "query.hostname", "connection_info.direction_id"],
  },
  apiActivity: {
    uid: 6003,
    name: "API Activity",
    category: application,
    activities: { 1: "Create", 2: "Read", 3: "Update", 4: "Delete" },
    required: ["api.operation", "api.request.uid", "actor", "src_endpoint"],
  },
} as const satisfies Readonly<Record<string, EventClass>>;

/** Attributes that the framework and its profile `cloud` require for every event. */
export const requiredOfAll: readonly string[] = [
  "activity_id",
  "category_uid",
  "class_uid",
  "type_uid",
  "time",
  "severity_id",
  "metadata.version",
  "metadata.product.vendor_name",
  "cloud.provider",
];

/** Names of all activities of a class. */
export const activitiesOf = ({ activities }: EventClass): Readonly<Record<number, string>> => ({
  0: "Unknown",
  ...activities,
  99: "Other",
});
