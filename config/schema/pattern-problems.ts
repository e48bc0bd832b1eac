import { checkFilterPatternLimits } from "../../detections/filter-pattern/limits";

/** What is wrong with a filter pattern for CloudTrail's events, none when CloudWatch Logs would take it. */
export function patternProblems(pattern: string): string[] {
  if (!pattern.trim().startsWith("{")) {
    return ["expected a JSON filter pattern in braces, such as { $.eventName = … }"];
  }
  return checkFilterPatternLimits([pattern]).map((problem) => problem.replace("filter pattern 1: ", ""));
}
