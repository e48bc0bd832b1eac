// Written by `npm run docs` from features/list.ts
import { settings as dashboards } from "../dashboards/settings";
import { settings as siemFeeds } from "../siem-feeds/settings";
import { settings as search } from "../search/settings";
import { settings as scheduledCommands } from "../scheduled-commands/settings";

/** The settings of every feature. */
export const settings = [
  dashboards,
  siemFeeds,
  search,
  scheduledCommands,
] as const;
