import type { LogStream } from "./setup";

/** A monitor: the documents that it searches, and the interval of its runs. */
export interface MonitorRow {
  /** Id of the monitor. The name of its runbook is `search-` and this id. */
  readonly id: string;

  /** Description of the problem, as the subject of the message. */
  readonly title: string;
  readonly stream: LogStream;

  /** Severity, which selects the topic. */
  readonly severity: "page" | "notify";

  /** Minutes between two runs. */
  readonly everyMinutes: number;

  /** Period that each run searches, in minutes before the run. Files arrive some minutes after the logs in them. */
  readonly windowMinutes: number;

  /** Conditions of a document, in the query language of OpenSearch. */
  readonly filter: readonly object[];

  /** Groups and their counts. Undefined for a monitor that only checks whether a document exists. */
  readonly groups?: MonitorGroups;
}

/** Groups of documents, and the condition with which a group is an alert. */
interface MonitorGroups {
  /** Fields by which documents are grouped. A document without such a field is in a separate group. */
  readonly fields: readonly string[];

  /** Counts of each group, by name, as aggregations of OpenSearch. */
  readonly counts: Readonly<Record<string, object>>;

  /** Path of each value that the condition compares. `_count` is the number of documents. */
  readonly paths: Readonly<Record<string, string>>;

  /** Condition of an alert, in Painless. */
  readonly condition: string;
}

/** Private addresses, shared addresses of carriers, and local IPv6 addresses. */
const privateNetworks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"];

/** Ports below the ports that clients choose, because a refused response to a client is not an attempt. */
const servedPorts = { lt: 32_768 };

const nothingIndexed = (stream: "flow-logs" | "app-logs", what: string): MonitorRow => ({
  id: `no-${stream}`,
  title: `The search has had no ${what} for three hours`,
  stream,
  severity: "notify",
  everyMinutes: 60,
  windowMinutes: 180,
  filter: [],
});

/** The monitors. They find problems in logs that alarms and hunts do not read. */
export const monitorRows: readonly MonitorRow[] = [
  {
    id: "refused-ports",
    title: "An internal address was refused at many ports",
    stream: "flow-logs",
    severity: "notify",
    everyMinutes: 15,
    windowMinutes: 60,
    filter: [
      { term: { action: "REJECT" } },
      // Only internal addresses count, because everybody on the internet tries every public address
      { terms: { srcaddr: privateNetworks } },
      { range: { dstport: servedPorts } },
    ],
    groups: {
      fields: ["vpc_id", "srcaddr"],
      counts: { ports: { cardinality: { field: "dstport" } } },
      paths: { ports: "ports" },
      condition: "params.ports >= 100",
    },
  },
  {
    id: "repeated-findings",
    title: "A resource has several new findings of high severity",
    stream: "findings",
    severity: "page",
    everyMinutes: 15,
    windowMinutes: 360,
    filter: [
      { terms: { "finding.Severity.Label": ["HIGH", "CRITICAL"] } },
      { term: { "finding.RecordState": "ACTIVE" } },
      { term: { "finding.Workflow.Status": "NEW" } },
    ],
    groups: {
      fields: ["finding.AwsAccountId", "finding.Resources.Id"],
      counts: { findings: { cardinality: { field: "finding.Id" } } },
      paths: { findings: "findings" },
      condition: "params.findings >= 3",
    },
  },
  {
    id: "application-errors",
    title: "Most lines of a log group are errors",
    stream: "app-logs",
    severity: "notify",
    everyMinutes: 15,
    windowMinutes: 30,
    filter: [],
    groups: {
      fields: ["account", "log_group"],
      counts: { errors: { filter: { match: { message: "error exception fatal critical" } } } },
      paths: { errors: "errors._count", all: "_count" },
      condition: "params.errors >= 200 && params.errors * 2 >= params.all",
    },
  },
  nothingIndexed("flow-logs", "flow logs"),
  nothingIndexed("app-logs", "application logs"),
];
