import type { QueryParameter } from "../../../../queries/query-parameters";
import { CommandError } from "../../../../shared/child-process";
import { argumentsFor, givenBy, literal } from "../../../../cli/query/arguments";
import { account } from "../../../../sample-data/values";

const now = new Date("2026-03-05T23:59:59Z");
const parameter = (name: string, fallback?: string): QueryParameter => ({
  name,
  description: `the ${name}`,
  ...(fallback !== undefined && { default: fallback }),
});
const requested = (parameters: readonly QueryParameter[], given: Record<string, string> = {}) =>
  argumentsFor({ name: "question", description: "What?", sql: "", parameters }, given, now);

const wellKnown = ["from", "to", "account", "region"].map((name) => parameter(name));

describe("the parameter values of a query", () => {
  test("the parameter values of a query are empty if the query has no parameters", () => {
    expect(requested([])).toEqual([]);
  });

  test("the parameter values of a query are by default the last seven days, every account and every region", () => {
    expect(requested(wellKnown)).toEqual(["2026/02/27", "2026/03/05", "%", "%"]);
  });

  test("the parameter values of a query are the given values, with days in the format of the tables", () => {
    const given = { from: "2026-02-28", to: "2026/03/01", account: account(1), region: "us-gov-west-1" };

    expect(requested(wellKnown, given)).toEqual(["2026/02/28", "2026/03/01", account(1), "us-gov-west-1"]);
  });

  test("the parameter values of a query are used for every parameter with the same name", () => {
    const twice = [parameter("key"), parameter("least", "10"), parameter("key")];

    expect(requested(twice, { key: "AKIA" })).toEqual(["AKIA", "10", "AKIA"]);
    expect(requested(twice, { key: "AKIA", least: "3" })).toEqual(["AKIA", "3", "AKIA"]);
  });

  test("the parameter values of a query may be one day, for both ends of the period", () => {
    expect(requested(wellKnown, { from: "2026-03-05" })[0]).toBe("2026/03/05");
  });

  test.each([
    [{ from: "yesterday" }, "expected a day such as 2026-11-01, got yesterday"],
    [{ from: "2026-02-30" }, "expected a day such as 2026-11-01, got 2026-02-30"],
    [{ from: "2026-2-3" }, "expected a day such as 2026-11-01, got 2026-2-3"],
    [{ from: "2026-03-06" }, "--from 2026/03/06 is after --to 2026/03/05; swap them"],
    [{ account: "1234" }, "expected an account id of 12 digits, got 1234"],
    [{ account: "%1" }, "expected an account id of 12 digits, got %1"],
    [{ region: "Ireland" }, "expected a region such as eu-west-1, got Ireland"],
    [{ acount: account(1) }, "unknown parameter acount; did you mean account?"],
    [{ key: "AKIA" }, "unknown parameter key; the parameters are from, to, account, region"],
  ])("fail with %j", (given, problem) => {
    expect(() => requested(wellKnown, given as Record<string, string>)).toThrow(
      `cannot run query question:\n  ${problem}`,
    );
  });

  test("fail with all problems at once, each once", () => {
    const parameters = [parameter("key"), parameter("key"), parameter("from")];

    expect(() => requested(parameters, { from: "x", other: "y" })).toThrow(
      [
        "cannot run query question:",
        "unknown parameter other; the parameters are key, from",
        "missing parameter: add --param key=… (the key)",
        "expected a day such as 2026-11-01, got x",
      ].join("\n  "),
    );
  });

  test("fail if the query has no parameters", () => {
    expect(() => requested([], { account: account(1) })).toThrow(
      "unknown parameter account; the query has no parameters",
    );
  });
});

describe("parameter values on the command line", () => {
  const none = { from: undefined, to: undefined, account: undefined, region: undefined };

  test.each(["from", "to", "account", "region"])("parameter values on the command line may be %s", (name) => {
    expect(givenBy(none, { [name]: "x", key: "y" })).toEqual({ [name]: "x", key: "y" });
  });

  test("parameter values on the command line are merged from options and --param", () => {
    expect(givenBy({ ...none, from: "a" }, { to: "b" })).toEqual({ from: "a", to: "b" });
    expect(givenBy(none, {})).toEqual({});
  });

  test("fail when one is given twice, even with the same value", () => {
    expect(() => givenBy({ ...none, from: "a", to: "b" }, { from: "a", to: "c" })).toThrow(
      new CommandError(
        "--from and --param from are mutually exclusive; remove one\n--to and --param to are mutually exclusive; remove one",
      ),
    );
  });
});

test.each([
  ["a", "'a'"],
  ["", "''"],
  ["it's", "'it''s'"],
  ["' OR '1'='1", "''' OR ''1''=''1'"],
  ["a\\b\n", "'a\\b\n'"],
])("the SQL literal of %j is %j", (value, expected) => {
  expect(literal(value)).toBe(expected);
});
