import type { Feature } from "../feature";
import { cost } from "./cost";
import { alarms, ownNames } from "./names";
import { siemFeedRules } from "./rules";

/** Feeds for a SIEM of another vendor, which reads new files of the archive. */
export const feature: Feature = {
  name: "siem-feeds",
  summary: "Feeds for an external SIEM: topics, queues, roles, alarms",
  usualNames: { siemFeeds: ["feeds", "siem"] },
  rules: siemFeedRules,
  isEnabled: (config) => config.siemFeeds.length > 0,
  alarms,
  ownNames,
  cost,
};
