// Written by `npm run docs` from features/list.ts
import { feature as dashboards } from "../dashboards/feature";
import { feature as siemFeeds } from "../siem-feeds/feature";
import { feature as search } from "../search/feature";
import { feature as scheduledCommands } from "../scheduled-commands/feature";

/** Every feature, in the order of `features/list.ts`. */
export const features = [
  dashboards,
  siemFeeds,
  search,
  scheduledCommands,
] as const;
