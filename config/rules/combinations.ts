import type { z } from "zod";
import { features } from "../../features/all/features";
import type { Feature } from "../../features/feature";
import { accessLogRules } from "./access-logs";
import { accountRules } from "./accounts";
import { applicationLogRules } from "./application-logs";
import { archiveRules } from "./archive";
import { collectionRules } from "./trail-and-query";
import { configRecordingRules } from "./aws-config";
import { controlTowerRules } from "./control-tower";
import { detectionRules } from "./detections";
import { guardrailRules } from "./guardrails";
import { huntRules } from "./readers/hunts";
import { lakehouseRules } from "./readers/lakehouse";
import { securityLakeRules } from "./readers/security-lake";
import { uploaderRules } from "./uploaders";
import { maskingRules } from "./masking";
import { networkLogRules } from "./network-logs";
import { accountProblems, overrideReads, overrideRules } from "./overrides";
import { regionRules } from "./regions";
import { existingRules } from "./existing";
import type { Rule, SettingPath } from "./rule";
import { secondRegionRules } from "./second-region";
import { securityHubRules } from "./security-hub";
import { sessionRules } from "./sessions";
import { subscriptionRules } from "./subscriptions";
import { templateRules } from "./terraform-interpolation";
import { webLogRules } from "./web-logs";
import type { DeclaredConfig } from "../schema/declared";

const rules: readonly Rule[] = [
  ...accountRules,
  ...controlTowerRules,
  ...regionRules,
  ...archiveRules,
  ...secondRegionRules,
  ...collectionRules,
  ...existingRules,
  ...configRecordingRules,
  ...sessionRules,
  ...securityHubRules,
  ...applicationLogRules,
  ...subscriptionRules,
  ...accessLogRules,
  ...detectionRules,
  ...guardrailRules,
  ...huntRules,
  ...maskingRules,
  ...networkLogRules,
  ...webLogRules,
  ...lakehouseRules,
  ...securityLakeRules,
  ...uploaderRules,
  ...features.flatMap((feature: Feature) => feature.rules ?? []),
  ...overrideRules,
  ...templateRules,
];

/** Paths of settings by name. Rules that read the same setting share its path. */
const paths = new Map<string, readonly string[]>();

const pathsOf = (settings: readonly string[]) =>
  settings.map((setting) => {
    const path = paths.get(setting) ?? setting.split(".");
    paths.set(setting, path);
    return path;
  });

/** Paths of the settings that each rule reads. */
const settingsRead = rules.map(({ reads }) => pathsOf(reads));
const overrideSettings = pathsOf(overrideReads);
const allRead = [...paths.values()];

/** Rejects unsafe and impossible combinations of settings, and reports all of them at once. */
export function checkCombinations(config: DeclaredConfig, context: z.RefinementCtx): void {
  const wrong = context.issues.filter(({ code }) => code !== "unrecognized_keys").map(({ path = [] }) => path);
  const isSound = (setting: readonly string[]) =>
    !wrong.some((path) => setting.every((part, i) => i >= path.length || path[i] === part));

  const isWrong = (path: SettingPath) => wrong.some((other) => other.join(".") === path.join("."));

  const unsound = new Set(wrong.length === 0 ? [] : allRead.filter((setting) => !isSound(setting)));
  const areSound = (settings: readonly (readonly string[])[]) =>
    unsound.size === 0 || !settings.some((setting) => unsound.has(setting));
  const sound = rules.filter((_, i) => areSound(settingsRead[i] ?? []));
  const ofAccounts = areSound(overrideSettings) ? accountProblems(config, sound) : [];
  for (const { path, message } of sound.flatMap(({ problems }) => problems(config)).concat(ofAccounts)) {
    if (!isWrong(path)) context.addIssue({ code: "custom", path: [...path], message });
  }
}
