import { detections } from "../../detections/catalog/all";
import { parseFilterPattern } from "../../aws-semantics/filter-pattern/filter-pattern";
import { matches } from "../../aws-semantics/filter-pattern/filter-predicate";
import type { DaySource } from "../../sample-data/events/day-of-events";
import type { CloudTrailEvent } from "../../sample-data/events/event";
import type { TrailLayout } from "../../sample-data/events/log-file";
import { account, partition } from "../../sample-data/values";

/** An organization of four accounts, and a day. */
export const daySource: DaySource = {
  day: "2026-03-04",
  partition,
  management: account(1),
  logArchive: account(2),
  members: [account(3), account(4)],
  home: "eu-west-1",
};

/** The trail of the organization. */
export const trailLayout: TrailLayout = {
  bucket: "acme-trail-archive",
  prefix: "cloudtrail-logs",
  organizationId: "o-a1b2c3d4e5",
  trailName: "acme-organization-trail",
  homeRegion: "eu-west-1",
};

const patterns = detections
  .filter(({ severity, threshold = 1 }) => severity !== "watch" && threshold === 1)
  .map(({ id, pattern }) => ({ id, pattern: parseFilterPattern(pattern) }));

/** Ids of the detections that notify of a single event. */
export function detectionsOf(event: CloudTrailEvent): string[] {
  return patterns.filter(({ pattern }) => matches(pattern, event)).map(({ id }) => id);
}

/** Returns the strings sorted and without duplicates. */
export const distinct = (texts: readonly string[]): string[] => [...new Set(texts)].toSorted();
