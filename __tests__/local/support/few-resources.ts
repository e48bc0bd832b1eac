import { detections } from "../../../detections/catalog/all";

/** A few detections of several kinds. */
const someDetections = [
  "trail-blinded",
  "archive-guard-removed",
  "archive-settings-changed",
  "trail-log-group-tampering",
];

const recipients = { page: { emails: ["on-call@example.com"] }, notify: { emails: ["security@example.com"] } };

/**
 * Settings that omit resources that are the same in every deployment, because the shared deployment contains them. A
 * deployment with these settings has less than half of the resources.
 *
 * @param kept ids of the detections that are deployed
 */
export function fewResources(kept: readonly string[] = someDetections) {
  const off = detections
    .filter(({ id }) => !kept.includes(id))
    .map(({ id }) => [id, { off: "Other tests deploy it." }]);
  return {
    detections: { overrides: Object.fromEntries(off) },
    hunts: { enabled: false },
    notifications: { ...recipients, urgentEvents: { enabled: false }, weeklySummary: { enabled: false } },
  };
}
