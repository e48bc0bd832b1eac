import type { Feature } from "../feature";
import { cost } from "./cost";
import { ownNames } from "./names";
import { dashboardRules } from "./rules";

/** A dashboard of Amazon QuickSight over the archive. */
export const feature: Feature = {
  name: "dashboards",
  summary: "Dashboard of Amazon QuickSight: data source, data sets in SQL, charts",
  rules: dashboardRules,
  isEnabled: (config) => config.dashboards.enabled,
  ownNames,
  cost,
};
