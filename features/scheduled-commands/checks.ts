import type { PipelineCheck } from "../../detections/detection";

/** Builds of the daily verification of digests that found a problem, in the log-archive account. */
export const digestProblemCheck = {
  id: "digests-not-authentic",
  title: "The daily verification of digests found a problem",
  why: "A log file or a digest differs from the file that CloudTrail delivered, or is missing.",
  severity: "page",
  runbook: "digests-not-verified",
  namespace: "LogMetrics",
  metricName: "digests-not-authentic",
  sign: "trouble",
  periodSeconds: 300,
  periods: 1,
} as const satisfies PipelineCheck;

/**
 * Checks of the builds of the daily verification of digests. CodeBuild does not count a stopped build as failed, so a second check counts
 * successful builds.
 *
 * @see https://docs.aws.amazon.com/codebuild/latest/userguide/cloudwatch_metrics-codebuild.html
 */
export const digestBuildChecks = [
  {
    id: "digest-check-failed",
    title: "A build of the daily verification of digests failed",
    why: "The verification could not run, or it found a problem: then digests-not-authentic is raised too.",
    severity: "notify",
    runbook: "digests-not-verified",
    namespace: "AWS/CodeBuild",
    metricName: "FailedBuilds",
    sign: "trouble",
    periodSeconds: 300,
    periods: 1,
  },
  {
    id: "digests-not-verified",
    title: "The digests were not verified for 36 hours",
    why: "Nobody would notice that log files were changed or deleted.",
    severity: "page",
    runbook: "digests-not-verified",
    namespace: "AWS/CodeBuild",
    metricName: "SucceededBuilds",
    sign: "silence",
    periodSeconds: 3600,
    periods: 36,
  },
] as const satisfies readonly PipelineCheck[];

/** All checks of the daily verification of digests. */
export const digestRunChecks = [digestProblemCheck, ...digestBuildChecks];

/** Builds of the daily verification of deployed resources that found a broken guarantee. */
export const guaranteeProblemCheck = {
  id: "guarantees-not-held",
  title: "The daily verification of the deployed resources found a problem",
  why: "A resource differs from the synthesized Terraform, or does not work.",
  severity: "notify",
  runbook: "guarantees-not-verified",
  namespace: "LogMetrics",
  metricName: "guarantees-not-held",
  sign: "trouble",
  periodSeconds: 300,
  periods: 1,
} as const satisfies PipelineCheck;

/** Checks of the builds of the daily verification of deployed resources, like the checks of the verification of digests. */
export const guaranteeBuildChecks = [
  {
    id: "guarantee-check-failed",
    title: "A build of the daily verification of the deployed resources failed",
    why: "The verification could not run or could not read a resource, or it found a problem: then guarantees-not-held is raised too.",
    severity: "notify",
    runbook: "guarantees-not-verified",
    namespace: "AWS/CodeBuild",
    metricName: "FailedBuilds",
    sign: "trouble",
    periodSeconds: 300,
    periods: 1,
  },
  {
    id: "guarantees-not-verified",
    title: "The deployed resources were not verified for 36 hours",
    why: "Nobody would notice that something no longer works.",
    severity: "notify",
    runbook: "guarantees-not-verified",
    namespace: "AWS/CodeBuild",
    metricName: "SucceededBuilds",
    sign: "silence",
    periodSeconds: 3600,
    periods: 36,
  },
] as const satisfies readonly PipelineCheck[];

/** All checks of the daily verification of deployed resources. */
export const guaranteeRunChecks = [guaranteeProblemCheck, ...guaranteeBuildChecks];
