import { archiveCases } from "./archive";
import { athenaCases } from "./athena";
import { keyCases } from "./keys";
import { logGroupCases } from "./log-groups";
import { logSourceCases } from "./log-sources";
import { monitoringCases } from "./monitoring";
import { policyCases } from "./policies";
import { replicationCases } from "./replication";
import type { ReviewCase } from "./review-case";
import { terraformCases } from "./terraform";
import { trailCases } from "./trail";

/** The cases of every rule, by subject like the rules. */
export const reviewCases: readonly ReviewCase[] = [
  ...trailCases,
  ...archiveCases,
  ...replicationCases,
  ...keyCases,
  ...policyCases,
  ...logGroupCases,
  ...monitoringCases,
  ...logSourceCases,
  ...athenaCases,
  ...terraformCases,
];
