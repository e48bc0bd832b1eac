/**
 * Every feature, by the name of its folder. This line and the folder are all that a feature is. `npm run docs` then writes the lists
 * in `features/all/`. The log-archive account gets the resources in this order, so a feature comes after the features it reads from.
 */
export const featureNames = ["dashboards", "siem-feeds", "search", "scheduled-commands"] as const;
