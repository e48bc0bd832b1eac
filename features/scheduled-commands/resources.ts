import type { FeatureResources } from "../../stacks/feature-resources";
import { ScheduledCommands } from "./scheduled-commands";

export const resources: FeatureResources = {
  addToLogArchive: (stack, { account, config, archiveKeyArn }) => {
    new ScheduledCommands(stack, "ScheduledCommands", { account, config, kmsKeyArn: archiveKeyArn });
    return {};
  },
};
