import type { DeclaredConfig } from "../schema/declared";
import { type Problem, type Rule, entriesOf, repeatedValues } from "./rule";

/** Rejects masking of log groups that this project does not create. */
export const maskingRules: readonly Rule[] = [
  { reads: ["masking", "mode"], problems: trailProblems },
  { reads: ["masking", "logSources.sessions"], problems: sessionProblems },
];

const [trail, sessions] = [
  ["masking", "trail"],
  ["masking", "sessions"],
];

function trailProblems({ masking, mode }: DeclaredConfig): Problem[] {
  const isForeign = masking.trail.length > 0 && mode === "controlTower";
  return [
    ...repeatedValues(entriesOf(trail, masking.trail)),
    ...(isForeign
      ? [
          {
            path: trail,
            message:
              "the log group of the trail belongs to Control Tower; remove masking.trail, and configure masking in that log group",
          },
        ]
      : []),
  ];
}

function sessionProblems({ masking, logSources }: DeclaredConfig): Problem[] {
  const { enabled, cloudWatchLogs } = logSources.sessions;
  const isWithout = masking.sessions.length > 0 && !(enabled && cloudWatchLogs.enabled);
  return [
    ...repeatedValues(entriesOf(sessions, masking.sessions)),
    ...(isWithout
      ? [
          {
            path: sessions,
            message:
              "sessions have no log group; set logSources.sessions.enabled and logSources.sessions.cloudWatchLogs.enabled to true, or remove masking.sessions",
          },
        ]
      : []),
  ];
}
