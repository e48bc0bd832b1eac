import { Reader } from "../../../../../aws-semantics/filter-pattern/reader";
import { readRegex } from "../../../../../aws-semantics/filter-pattern/regex/regex";
import { regexProgram } from "../../../../../aws-semantics/filter-pattern/regex/regex-program";

/** Returns the steps of a program as strings: the kind of each step, and the steps that follow it. */
const stepsOf = (source: string) =>
  regexProgram(readRegex(new Reader(`%${source}%`))).map((step) =>
    "to" in step ? `${step.kind} ${step.to}` : step.kind,
  );

test.each<[string, readonly string[]]>([
  ["a", ["split 3", "characters", "found"]],
  ["^a$", ["split 5", "start", "characters", "end", "found"]],
  ["a|b", ["split 3", "characters", "found", "split 6", "characters", "found"]],
  ["a*", ["split 5", "split 4", "characters", "jump 1", "found"]],
  ["a+", ["split 6", "characters", "split 5", "characters", "jump 2", "found"]],
  ["a?", ["split 4", "split 3", "characters", "found"]],
  ["a{2}", ["split 4", "characters", "characters", "found"]],
  ["a{1,3}", ["split 7", "characters", "split 6", "characters", "split 6", "characters", "found"]],
  ["a{0}", ["split 2", "found"]],
])("the program of %s is %j", (source, steps) => {
  expect(stepsOf(source)).toEqual(steps);
});
