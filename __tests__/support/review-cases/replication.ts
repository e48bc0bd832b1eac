import { arn, created, unchanged } from "../plans";
import { type ReviewCase, ofRemoval, ofUpdates } from "./review-case";

const type = "aws_s3_bucket_replication_configuration";
const copy = arn("s3", "archive-copy");
const rule = (more: object = {}, destination: object = {}) => ({
  id: "everything",
  status: "Enabled",
  priority: 0,
  filter: [{ prefix: "" }],
  delete_marker_replication: [{ status: "Disabled" }],
  source_selection_criteria: [{ sse_kms_encrypted_objects: [{ status: "Enabled" }] }],
  destination: [
    {
      bucket: copy,
      access_control_translation: [{ owner: "Destination" }],
      metrics: [{ status: "Enabled" }],
      ...destination,
    },
  ],
  ...more,
});
const configuration = (...rules: readonly object[]) => ({
  bucket: "archive",
  role: arn("iam", "role/copies"),
  rule: rules,
});
const deletions = [{ status: "Enabled" }];
const withDeletions = (one: object) => ({ ...one, delete_marker_replication: deletions });

/** Two rules for two folders to one bucket, of which the second is changed. */
const folders = (second: object = {}) => [
  rule({ id: "a", filter: [{ prefix: "a/" }] }),
  rule({ id: "b", filter: [{ prefix: "b/" }], priority: 1, ...second }),
];
const update = (id: string, flagged: object, passed: object) =>
  ofUpdates(id, type, configuration(rule()), configuration(flagged), configuration(passed));

export const replicationCases: readonly ReviewCase[] = [
  ofRemoval("replication-removed", type, configuration(rule())),
  update("replication-narrowed", rule({ status: "Disabled" }), rule({ id: "renamed" })),
  update("replication-narrowed", rule({ filter: [{ prefix: "cloudtrail-logs/" }] }), rule({ filter: [] })),
  update(
    "replication-narrowed",
    rule({ filter: [{ tag: [{ key: "class", value: "audit" }] }] }),
    rule({ filter: [{ prefix: "" }] }),
  ),
  update(
    "replication-narrowed",
    rule({ filter: [{ and: [{ prefix: "", tags: { class: "audit" } }] }] }),
    rule({ filter: [{ and: [{ prefix: "", tags: {} }] }] }),
  ),
  update("replication-narrowed", rule({}, { bucket: arn("s3", "other") }), rule({ priority: 1 })),
  update("replication-destination-added", rule({}, { bucket: arn("s3", "other") }), rule({ status: "Disabled" })),
  {
    // A first replication of an existing bucket
    rule: "replication-destination-added",
    flagged: [unchanged("aws_s3_bucket", { bucket: "archive" }), created(type, configuration(rule()))],
    passed: [created("aws_s3_bucket", { bucket: "archive" }), created(type, configuration(rule()))],
  },
  update(
    "replication-without-encrypted",
    rule({ source_selection_criteria: [] }),
    rule({ source_selection_criteria: [{ sse_kms_encrypted_objects: { status: "Enabled" } }] }),
  ),
  ofUpdates(
    "replication-without-encrypted",
    type,
    configuration(...folders()),
    configuration(...folders({ source_selection_criteria: [] })),
    configuration(...folders({ id: "renamed" })),
  ),
  ofUpdates(
    "replication-of-deletions",
    type,
    configuration(...folders({ delete_marker_replication: deletions })),
    configuration(...folders({ delete_marker_replication: deletions }).map(withDeletions)),
    configuration(...folders({ delete_marker_replication: deletions }).toReversed()),
  ),
  update(
    "replication-of-deletions",
    rule({ delete_marker_replication: [{ status: "Enabled" }] }),
    rule({ delete_marker_replication: [] }),
  ),
  update(
    "replication-owner-unchanged",
    rule({}, { access_control_translation: [] }),
    rule({}, { access_control_translation: { owner: "Destination" } }),
  ),
  update(
    "replication-metrics-off",
    rule({}, { metrics: [{ status: "Disabled" }] }),
    rule({}, { storage_class: "STANDARD_IA" }),
  ),
];
