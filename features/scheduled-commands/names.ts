import type { AuditConfig } from "../../config/audit-config";
import type { Guardrail } from "../../config/guardrails/guardrail";
import type { PipelineCheck } from "../../detections/detection";
import type { FeatureAlarm, OwnNames } from "../feature";
import { digestRunChecks, guaranteeRunChecks } from "./checks";

type CommandSource = Pick<AuditConfig, "prefix" | "verification">;

/** Names of the commands: each is a schedule, a build project and a role. */
export function commandNames({ prefix }: Pick<AuditConfig, "prefix">) {
  return { digests: `${prefix}-digest-check`, guarantees: `${prefix}-guarantee-check` };
}

/** Names of the commands that run by schedule in the log-archive account. */
export function scheduledCommandNames(config: CommandSource): string[] {
  const { digests, guarantees } = config.verification;
  const names = commandNames(config);
  return [...(digests.enabled ? [names.digests] : []), ...(guarantees.enabled ? [names.guarantees] : [])];
}

/** Log groups of the builds. */
export const buildLogGroups = (config: CommandSource): string[] =>
  scheduledCommandNames(config).map((name) => `/aws/codebuild/${name}`);

/** The alarms of the commands that run by schedule. */
export function alarms({ prefix, verification: { digests, guarantees } }: CommandSource): FeatureAlarm[] {
  const checks: readonly PipelineCheck[] = [
    ...(digests.enabled ? digestRunChecks : []),
    ...(guarantees.enabled ? guaranteeRunChecks : []),
  ];
  return checks.map(({ id, severity }) => ({ name: `${prefix}-${id}`, severity }));
}

/** Names that the guardrails protect. */
export function ownNames(config: CommandSource): OwnNames {
  const commands = scheduledCommandNames(config);
  return {
    roles: commands.flatMap((name) => [name, startRoleName(name)]),
    schedules: commands,
    buildProjects: commands,
  };
}

/** Name of the role with which the schedule of a command starts a build. */
const startRoleName = (commandName: string): string => `${commandName}-start`;

/** A guardrail over the builds. */
export function guardrails(config: AuditConfig): Guardrail[] {
  const { partition, accounts } = config;
  const commands = scheduledCommandNames(config);
  return [
    {
      sid: "Builds",
      why: "The caller of a build can replace its commands, which run with a role that can read the archive. A successful build also resets the alarm about builds that did not run.",
      actions: ["codebuild:RetryBuild*", "codebuild:StartBuild*", "codebuild:StartSandbox*"],
      resources: commands.map((name) => `arn:${partition}:codebuild:*:${accounts.logArchive}:project/${name}`),
      alsoExceptRoleArns: commands.map(
        (name) => `arn:${partition}:iam::${accounts.logArchive}:role/${startRoleName(name)}`,
      ),
    },
  ];
}
