import { checkFilterPatternLimits } from "../../aws-semantics/filter-pattern/limits";

/** Problems of a filter pattern for CloudTrail events. Empty if CloudWatch Logs would accept it. */
export function patternProblems(pattern: string): string[] {
  if (!pattern.trim().startsWith("{")) {
    return ["expected a JSON filter pattern in braces, such as { $.eventName = … }"];
  }
  return checkFilterPatternLimits([pattern]).map((problem) => problem.replace("filter pattern 1: ", ""));
}
