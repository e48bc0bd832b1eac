import type { z } from "zod";
import { accessLogRules } from "./rules/access-logs";
import { accountRules } from "./rules/accounts";
import { applicationLogRules } from "./rules/application-logs";
import { archiveRules } from "./rules/archive";
import { collectionRules } from "./rules/collection";
import { configRecordingRules } from "./rules/config-recording";
import { detectionRules } from "./rules/detections";
import { networkLogRules } from "./rules/network-logs";
import { regionRules } from "./rules/regions";
import { lakeRules } from "./rules/lake";
import type { SettingPath } from "./rules/rule";
import { securityHubRules } from "./rules/security-hub";
import { sessionRules } from "./rules/sessions";
import { subscriptionRules } from "./rules/subscriptions";
import { searchRules } from "./rules/search";
import { templateRules } from "./rules/templates";
import { webLogRules } from "./rules/web-logs";
import type { DeclaredConfig } from "./schema";

const rules = [
  ...accountRules,
  ...regionRules,
  ...archiveRules,
  ...collectionRules,
  ...configRecordingRules,
  ...lakeRules,
  ...sessionRules,
  ...securityHubRules,
  ...applicationLogRules,
  ...subscriptionRules,
  ...accessLogRules,
  ...detectionRules,
  ...networkLogRules,
  ...webLogRules,
  ...searchRules,
  ...templateRules,
];

/** Refuses unsafe and impossible combinations, all of them at once. */
export function checkCombinations(config: DeclaredConfig, context: z.RefinementCtx): void {
  const wrong = context.issues.filter(({ code }) => code !== "unrecognized_keys").map(({ path = [] }) => path);
  const isSound = (setting: string) => {
    const parts = setting.split(".");
    return !wrong.some((path) => parts.every((part, i) => i >= path.length || path[i] === part));
  };

  const isWrong = (path: SettingPath) => wrong.some((other) => other.join(".") === path.join("."));

  for (const { reads, problems } of rules) {
    if (!reads.every(isSound)) continue;
    for (const { path, message } of problems(config)) {
      if (!isWrong(path)) context.addIssue({ code: "custom", path: [...path], message });
    }
  }
}
