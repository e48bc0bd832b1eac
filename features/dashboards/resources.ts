import type { FeatureResources } from "../../stacks/feature-resources";
import { Dashboards } from "./dashboards";

export const resources: FeatureResources = {
  addToLogArchive: (stack, { archiveKeyArn, ...parts }) =>
    new Dashboards(stack, "Dashboards", { ...parts, kmsKeyArn: archiveKeyArn }).outputs,
};
