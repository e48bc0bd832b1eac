import type { FeatureResources } from "../../stacks/feature-resources";
import { SiemFeeds } from "./siem-feeds";

export const resources: FeatureResources = {
  addToLogArchive: (stack, parts) => new SiemFeeds(stack, "SiemFeeds", parts).outputs,
};
