import { Reader } from "../../../../aws-semantics/filter-pattern/reader";
import { readTermPattern } from "../../../../aws-semantics/filter-pattern/term-pattern";
import { compileTermPattern } from "../../../../aws-semantics/filter-pattern/term-predicate";

describe("a term pattern", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ["", ["", "anything"], []],
    [" ", ["", "anything"], []],
    ['""', ["", "anything"], []],
    ['" "', ["a b", " "], ["", "a", "a\tb"]],
    ["ERROR", ["[ERROR 400] BAD REQUEST", "TERROR", "ERROR_1", "ERROR"], ["error", "ERRO", ""]],
    [
      "ERROR ARGUMENTS",
      ["[ERROR 419] MISSING ARGUMENTS", "ARGUMENTS ERROR", "ERROR_ARGUMENTS", "ERROR\nARGUMENTS"],
      ["[ERROR 400] BAD REQUEST", "ARGUMENTS"],
    ],
    ["?ERROR ?ARGUMENTS", ["ERROR", "ARGUMENTS", "ARGUMENTS ERROR"], ["INFO", "error", ""]],
    ["?ERROR", ["ERROR"], ["INFO"]],
    ["?ERROR ?ARGUMENTS REQUEST", ["[INFO] REQUEST FAILED", "ERROR REQUEST"], ["ERROR ARGUMENTS"]],
    ["REQUEST ?ERROR", ["INFO REQUEST"], ["ERROR"]],
    ["?ERROR ?ARGUMENTS -REQUEST", ["INFO", "ERROR", ""], ["REQUEST", "ERROR REQUEST"]],
    ["ERROR -ARGUMENTS", ["[ERROR 400] BAD REQUEST"], ["[ERROR 419] MISSING ARGUMENTS", "INFO"]],
    ["-ERROR", ["INFO", "error", ""], ["ERROR", "TERROR"]],
    ["-ERROR -WARN", ["INFO"], ["ERROR", "WARN", "ERROR WARN"]],
    [
      '"INTERNAL SERVER ERROR"',
      ["[ERROR 500] INTERNAL SERVER ERROR"],
      ["INTERNAL  SERVER ERROR", "INTERNAL SERVER error", "SERVER ERROR INTERNAL"],
    ],
    ['ERROR -"BAD REQUEST"', ["ERROR REQUEST BAD", "ERROR"], ["ERROR BAD REQUEST"]],
    ['"hello-world"', ["hello-world"], ["hello world"]],
    ['"*"', ["a * b"], ["ab"]],
    ['"ERR*"', ["ERR*"], ["ERROR"]],
    ['"say \\"hi\\""', ['say "hi"'], ["say hi"]],
    ["%AUTHORIZED%", ["[ERROR 401] UNAUTHORIZED REQUEST", "AUTHORIZED"], ["authorized"]],
    ["%^ERROR\\s[0-9]{3}$%", ["ERROR 500", "ERROR\n500"], ["ERROR 50", "ERROR 5000", "xERROR 500"]],
    ["%}$%", ['{"a":1}'], ["{} "]],
    ["ERROR %[0-9]% -%404%", ["ERROR 500"], ["ERROR", "ERROR 404", "500"]],
    ["?%^a% ?b", ["a", "xb"], ["xa"]],
    ["ERROR ?%x%", ["ERROR"], ["x"]],
  ])("%j matches %j, but not %j", (text, matching, others) => {
    const test = compileTermPattern(readTermPattern(new Reader(text)));

    expect(matching.filter((line) => !test(line))).toEqual([]);
    expect(others.filter((line) => test(line))).toEqual([]);
  });
});
