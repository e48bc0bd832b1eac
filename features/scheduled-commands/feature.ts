import type { Feature } from "../feature";
import { digestRunChecks, guaranteeRunChecks } from "./checks";
import { alarms, buildLogGroups, guardrails, ownNames, scheduledCommandNames } from "./names";
import { verificationRules } from "./rules";

/** Commands of this project that run on a schedule in the log-archive account. */
export const feature: Feature = {
  name: "scheduled-commands",
  summary: "Commands of this project on a schedule: builds, alarms, guardrails",
  rules: verificationRules,
  isEnabled: (config) => scheduledCommandNames(config).length > 0,
  checks: [...digestRunChecks, ...guaranteeRunChecks],
  alarms,
  ownNames,
  guardrails,
  logGroups: {
    reads: ["verification.digests.enabled", "verification.guarantees.enabled"],
    names: buildLogGroups,
  },
  keyLogGroupArns: ({ partition, homeRegion, accounts, prefix }) => [
    `arn:${partition}:logs:${homeRegion}:${accounts.logArchive}:log-group:/aws/codebuild/${prefix}-*`,
  ],
};
