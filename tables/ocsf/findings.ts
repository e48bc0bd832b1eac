import {
  type Attributes,
  choice,
  constant,
  integer,
  literal,
  long,
  object,
  objects,
  observables,
  text,
  texts,
  timestamp,
  unmappedFields,
} from "./attribute";
import { eventClasses, ocsfVersion } from "./event-classes";
import { type OcsfView, dayOf, millisecondsOf, ocsfView, timeOf } from "./ocsf-view";

const { complianceFinding, detectionFinding } = eventClasses;

/** Whether a finding has the result of a control, from Security Hub itself or from a product with similar checks. */
const isCompliance = "(finding.compliance.status IS NOT NULL OR finding.compliance.securitycontrolid IS NOT NULL)";

const severities = ["Informational", "Low", "Medium", "High", "Critical"];
const label = "upper(finding.severity.label)";
const severity = choice(
  label,
  Object.fromEntries(severities.map((name) => [literal(name.toUpperCase()), name])),
  "coalesce(finding.severity.label, 'Unknown')",
);
const severityId = choice(
  label,
  Object.fromEntries(severities.map((name, i) => [literal(name.toUpperCase()), i + 1])),
  "IF(finding.severity.label IS NULL, 0, 99)",
);

/** Workflow states of a finding, with their numbers in the framework. */
const states = {
  NEW: ["New", 1],
  NOTIFIED: ["In Progress", 2],
  SUPPRESSED: ["Suppressed", 3],
  RESOLVED: ["Resolved", 4],
} as const;
const ofState = (value: 0 | 1, other: string) =>
  choice(
    "finding.workflow.status",
    Object.fromEntries(Object.entries(states).map(([name, row]) => [literal(name), row[value]])),
    other,
  );

const results = { "'PASSED'": 1, "'WARNING'": 2, "'FAILED'": 3 };

const resource = object({
  type: text("element.type"),
  uid: text("element.id"),
  cloud_partition: text("element.partition"),
  region: text("element.region"),
  labels: texts("transform(map_entries(element.tags), tag -> tag[1] || '=' || coalesce(tag[2], ''))", "element.tags"),
  data: text("element.details"),
}).attributes;

const resources = objects("finding.resources", resource, "finding.resources");

/** The standards of the control, from fields of Security Hub's own findings. */
const standardFields = ["StandardsArn", "StandardsGuideArn"].map(
  (name) => `element_at(finding.productfields, '${name}')`,
);
const standards = `filter(ARRAY[${standardFields.join(", ")}], one -> one IS NOT NULL)`;

/** A time of the finding, as two attributes. */
const timeAttributes = (name: string, column: string): Attributes => ({
  [name]: long(millisecondsOf(timeOf(column)), column),
  [`${name}_dt`]: timestamp(timeOf(column), column),
});

const attributes: Attributes = {
  metadata: object({
    log_version: text("finding.schemaversion"),
    product: object({
      name: text("finding.productname"),
      uid: text("finding.productarn"),
      vendor_name: text("coalesce(finding.companyname, 'AWS')", "finding.companyname"),
      feature: object({ uid: text("finding.generatorid") }),
    }),
    profiles: texts("ARRAY['cloud', 'datetime']", "always `cloud`, `datetime`"),
    uid: text("id"),
    version: constant(ocsfVersion),
  }),
  message: text("finding.note.text"),
  severity: text(severity, "finding.severity.label"),
  severity_id: integer(severityId, "finding.severity.label"),
  status: text(ofState(0, "coalesce(finding.workflow.status, 'Unknown')"), "finding.workflow.status"),
  status_id: integer(ofState(1, "IF(finding.workflow.status IS NULL, 0, 99)"), "finding.workflow.status"),
  confidence_score: integer("finding.confidence"),
  cloud: object({
    account: object({
      uid: text("coalesce(finding.awsaccountid, account)", "finding.awsaccountid, else the account of the path"),
    }),
    region: text("coalesce(finding.region, region)", "finding.region, else the region of the path"),
    provider: constant("AWS"),
  }),
  finding_info: object({
    ...timeAttributes("created_time", "finding.createdat"),
    uid: text("coalesce(finding.id, id, '')", "finding.id"),
    desc: text("finding.description"),
    title: text("coalesce(finding.title, '')", "finding.title"),
    ...timeAttributes("modified_time", "finding.updatedat"),
    ...timeAttributes("first_seen_time", "finding.firstobservedat"),
    ...timeAttributes("last_seen_time", "finding.lastobservedat"),
    types: texts("finding.types"),
    src_url: text("finding.sourceurl"),
  }),
  compliance: object(
    {
      standards: texts(standards, "StandardsArn and StandardsGuideArn of finding.productfields"),
      control: text("finding.compliance.securitycontrolid"),
      status: text("finding.compliance.status"),
      status_id: integer(
        choice("finding.compliance.status", results, "IF(finding.compliance.status IS NULL, 0, 99)"),
        "finding.compliance.status",
      ),
    },
    isCompliance,
  ),
  remediation: object(
    {
      desc: text("coalesce(finding.remediation.recommendation.text, '')", "finding.remediation.recommendation.text"),
      references: texts(
        "filter(ARRAY[finding.remediation.recommendation.url], one -> one IS NOT NULL)",
        "finding.remediation.recommendation.url",
      ),
    },
    "finding.remediation.recommendation IS NOT NULL",
  ),
  resource: {
    ...resources,
    sql: `IF(${isCompliance}, element_at(${resources.sql}, 1))`,
    type: resources.type.slice("array<".length, -1),
    from: "the first of finding.resources; only of Compliance Finding",
  },
  resources,
  observables: observables([["resources[].uid", "Resource UID", "element_at(finding.resources, 1).id"]]),
  unmapped: unmappedFields({
    "detail-type": "detailtype",
    version: "version",
    source: "source",
    eventAccount: "eventaccount",
    eventRegion: "eventregion",
    eventTime: "time",
    Criticality: "finding.criticality",
    "Severity.Normalized": "finding.severity.normalized",
    "Severity.Original": "finding.severity.original",
    WorkflowState: "finding.workflowstate",
    RecordState: "finding.recordstate",
    "Note.UpdatedBy": "finding.note.updatedby",
    "Note.UpdatedAt": "finding.note.updatedat",
    ProductFields: "json_format(CAST(finding.productfields AS json))",
    UserDefinedFields: "json_format(CAST(finding.userdefinedfields AS json))",
    Resources: "array_join(resources, ', ')",
  }),
};

/**
 * Findings of Security Hub: findings of controls as Compliance Finding, other findings as Detection Finding.
 *
 * @see https://github.com/ocsf/examples/tree/main/mappings/markdown/AWS/v1.1.0/Security%20Hub
 */
export function ocsfFindings(): OcsfView {
  return ocsfView({
    name: "securityhub_findings",
    description:
      "Findings of Security Hub as Compliance Finding and Detection Finding of the Open Cybersecurity Schema Framework",
    notes: [
      "Limit `day`, and the account and region that delivered (`delivery_account`, `delivery_region`). `accountid` and `region` are the account and region of the finding.",
      "A row is one finding of one event. An event without a finding also has a row.",
    ],
    // A row with one field for each finding. Otherwise the query engine would create a column for each field
    from: [
      "securityhub_findings LEFT JOIN UNNEST(transform(detail.findings, one -> ROW(one))) AS each_finding (finding) ON true",
    ],
    classes: [complianceFinding, detectionFinding],
    classUid: `IF(${isCompliance}, ${complianceFinding.uid}, ${detectionFinding.uid})`,
    activityId: `CASE WHEN finding.createdat IS NULL OR finding.updatedat IS NULL THEN 0 WHEN finding.createdat = finding.updatedat THEN 1 ELSE 2 END`,
    time: `coalesce(${timeOf("finding.updatedat")}, ${timeOf("finding.createdat")}, ${timeOf("time")})`,
    day: dayOf(),
    attributes,
    partitions: {
      region: text("coalesce(finding.region, region)", "finding.region, else the region of the path"),
      accountid: text("coalesce(finding.awsaccountid, account)", "finding.awsaccountid, else the account of the path"),
      delivery_region: text("region", "the region of the path"),
      delivery_account: text("account", "the account of the path"),
      day: text("day", "the day of the path"),
    },
  });
}
