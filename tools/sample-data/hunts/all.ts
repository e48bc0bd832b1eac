import { credentials } from "./credentials";
import { data } from "./data";
import { instances } from "./instances";
import { logs } from "./logs";
import { reconnaissance } from "./reconnaissance";
import { roles } from "./roles";
import { signIns } from "./sign-ins";
import type { HuntStories } from "./story";

/** The story of every hunt, and its near misses, by its name. */
export const huntStories: HuntStories = {
  ...reconnaissance,
  ...credentials,
  ...signIns,
  ...roles,
  ...instances,
  ...data,
  ...logs,
};
