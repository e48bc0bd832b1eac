import type { Feature } from "../feature";
import { cost } from "./cost";
import { guardrails } from "./guardrails";
import { alarms, logGroups, ownNames, publisherArns } from "./names";
import { bucketOwnerRules } from "./bucket-owner-rules";
import { searchRules } from "./rules";
import { searchedLogRules } from "./searched-log-rules";

/** OpenSearch over the trail archive and over other logs. */
export const feature: Feature = {
  name: "search",
  summary: "Search in OpenSearch: domain, queues of new files, pipelines, monitors",
  usualNames: { search: ["elasticsearch", "opensearch"] },
  rules: [...searchRules, ...searchedLogRules, ...bucketOwnerRules],
  isEnabled: (config) => config.search.enabled,
  alarms,
  ownNames,
  publisherArns,
  guardrails,
  logGroups: { reads: ["search.enabled", "search.logs"], names: logGroups },
  cost,
};
