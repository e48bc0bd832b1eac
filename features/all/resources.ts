// Written by `npm run docs` from features/list.ts
import { resources as dashboards } from "../dashboards/resources";
import { resources as siemFeeds } from "../siem-feeds/resources";
import { resources as search } from "../search/resources";
import { resources as scheduledCommands } from "../scheduled-commands/resources";

/** The resources of every feature that has some, by the feature. */
export const resources = {
  dashboards,
  "siem-feeds": siemFeeds,
  search,
  "scheduled-commands": scheduledCommands,
};
