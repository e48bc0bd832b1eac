import { credentials } from "./credentials";
import { data } from "./data";
import { findings } from "./findings";
import { firstUses } from "./first-uses";
import { instances } from "./instances";
import { logs } from "./logs";
import { network } from "./network";
import { looks, openings } from "./openings";
import { otherLogs } from "./other-logs";
import { reconnaissance } from "./reconnaissance";
import { roles } from "./roles";
import { silences } from "./silences";
import { signIns } from "./sign-ins";
import type { HuntStories } from "./story";

/** The story and the near misses of every hunt, by the name of the hunt. */
export const huntStories: HuntStories = {
  ...reconnaissance,
  ...credentials,
  ...signIns,
  ...roles,
  ...instances,
  ...data,
  ...logs,
  ...firstUses,
  ...network,
  ...otherLogs,
  ...findings,
  ...silences,
  ...openings,
  ...looks,
};
