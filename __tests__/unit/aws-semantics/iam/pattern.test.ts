import { isResource, like, piecesOf, textOf } from "../../../../aws-semantics/iam/pattern";
import { account, arn } from "../../../../sample-data/values";

const context = new Map<string, string | readonly string[]>([
  ["aws:principalaccount", account(3)],
  ["aws:principaltag/team", "a*b"],
  ["aws:tagkeys", ["x"]],
]);
const bucket = (path: string) => arn("s3", "", "", path);
const names = (pattern: string, resource: string) => isResource(pattern, resource, context);

describe("a resource pattern", () => {
  test.each([
    [bucket("logs/*"), bucket("logs/a/b/c"), true],
    [bucket("logs/*"), bucket("logs/"), true],
    [bucket("logs/*"), bucket("logs"), false],
    [bucket("logs/*"), bucket("logs-of-others/a"), false],
    [bucket("logs"), bucket("logs/a"), false],
    [bucket("logs"), bucket("Logs"), false],
    [bucket("logs/*/Config/*"), bucket("logs/1/2/Config/file"), true],
    [bucket("logs/*/Config/*"), bucket("logs/1/Configs/file"), false],
    [bucket("logs/a?c"), bucket("logs/abc"), true],
    [bucket("logs/a?c"), bucket("logs/ac"), false],
    [bucket("logs/a.c"), bucket("logs/abc"), false],
    [bucket("logs/(a)+[b]"), bucket("logs/(a)+[b]"), true],
    [bucket("logs/*"), bucket("logs/with:colon"), true],
    ["*", bucket("logs/a"), true],
    [arn("sqs", "*", account(1), "queue"), arn("sqs", "eu-west-1", account(1), "queue"), true],
    [arn("sqs", "eu-*", account(1), "queue"), arn("sqs", "us-east-1", account(1), "queue"), false],
    [arn("sqs", "*-1", account(1), "queue"), arn("sqs", "eu-west-1", account(1), "queue"), true],
    [arn("sqs", "*1", account(1), "queue"), arn("sqs", "x:y1", account(1), "queue"), false],
    [["arn", "aws", "sqs", "*"].join(":"), arn("sqs", "eu-west-1", account(1), "queue"), true],
    [["arn", "aws", "sqs", "*"].join(":"), arn("sns", "eu-west-1", account(1), "topic"), false],
  ])("%s matches %s: %s", (pattern, resource, expected) => {
    expect(names(pattern, resource)).toBe(expected);
  });
});

describe("a pattern with a variable", () => {
  test.each([
    ["logs/${aws:PrincipalAccount}/*", `logs/${account(3)}/x`, true],
    ["logs/${aws:PrincipalAccount}/*", `logs/${account(4)}/x`, false],
    ["logs/${AWS:principalaccount}/*", `logs/${account(3)}/x`, true],
    ["logs/${aws:username}/*", "logs//x", false],
    ["logs/${aws:username}/*", "logs/${aws:username}/x", false],
    ["logs/${aws:username, 'nobody'}/*", "logs/nobody/x", true],
    ["logs/${ aws:PrincipalAccount , 'nobody' }/*", `logs/${account(3)}/x`, true],
    ["logs/${aws:username,''}x", "logs/x", true],
    ["logs/${*}", "logs/*", true],
    ["logs/${*}", "logs/x", false],
    ["logs/${?}", "logs/?", true],
    ["logs/${?}", "logs/x", false],
    ["logs/${$}{x}", "logs/${x}", true],
    ["logs/$x", "logs/$x", true],
    ["logs/${aws:PrincipalTag/team}", "logs/a*b", true],
    ["logs/${aws:PrincipalTag/team}", "logs/a-b", false],
  ])("%s matches %s: %s", (pattern, resource, expected) => {
    expect(names(bucket(pattern), bucket(resource))).toBe(expected);
  });

  test("a pattern with a variable is valid only after the fifth colon", () => {
    expect(() => names(arn("sqs", "eu-west-1", "${aws:PrincipalAccount}", "queue"), "x")).toThrow(
      "a policy variable is only valid after the fifth colon of a resource ARN",
    );
  });

  test("a pattern with a variable whose key has several values matches nothing", () => {
    expect(names(bucket("${aws:TagKeys}"), bucket("x"))).toBe(false);
    expect(names(bucket("${aws:TagKeys, 'x'}"), bucket("x"))).toBe(false);
  });
});

describe("wildcards", () => {
  const pieces = piecesOf("a*${aws:PrincipalTag/team}?", context) ?? [];

  test("match any characters if the operator supports wildcards", () => {
    expect(["aa*bx", "a--a*bx", "a--a-bx"].map((value) => like(pieces, value))).toEqual([true, true, false]);
  });

  test("wildcards are literal characters elsewhere", () => {
    expect(["a*a*b?", "aXa*bX"].map((value) => textOf(pieces) === value)).toEqual([true, false]);
  });
});
