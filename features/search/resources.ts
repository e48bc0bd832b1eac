import type { FeatureResources } from "../../stacks/feature-resources";
import { Search } from "./search";

export const resources: FeatureResources = {
  addToLogArchive: (stack, parts) => {
    const { adminRoleArn } = parts.config.search;
    if (adminRoleArn === undefined)
      throw new Error("search.adminRoleArn is required with search.enabled, got none; set it to a role");
    return new Search(stack, "Search", { ...parts, adminRoleArn }).outputs;
  },
};
