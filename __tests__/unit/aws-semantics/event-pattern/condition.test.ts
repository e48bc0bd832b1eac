import { matchersOf } from "../../../../aws-semantics/event-pattern/condition";
import { type JsonCondition, readJsonPattern } from "../../../../aws-semantics/filter-pattern/json-pattern";
import { Reader } from "../../../../aws-semantics/filter-pattern/reader";

const condition = (text: string) => readJsonPattern(new Reader(`{ ${text} }`)).condition as JsonCondition;

describe("a condition becomes", () => {
  test.each([
    ['$.a = "x"', ["x"]],
    ['$.a = "a*b"', ["a*b"]],
    ['$.a = "x*"', [{ prefix: "x" }]],
    ['$.a = "*x"', [{ suffix: "x" }]],
    ['$.a = "*x*"', [{ wildcard: "*x*" }]],
    ['$.a = "*"', [{ exists: true }]],
    ["$.a = 7", [7, "7"]],
    ['$.a = "7"', ["7", 7]],
    ["$.a < 90", [{ numeric: ["<", 90] }]],
    ["$.a >= 1.5", [{ numeric: [">=", 1.5] }]],
    ['$.a != "x"', [{ "anything-but": ["x"] }]],
    ['$.a != "x*"', [{ "anything-but": { prefix: ["x"] } }]],
    ['$.a != "*x"', [{ "anything-but": { suffix: ["x"] } }]],
    ['$.a != "*x*"', [{ "anything-but": { wildcard: ["*x*"] } }]],
    ["$.a IS TRUE", [true]],
    ["$.a IS FALSE", [false]],
    ["$.a IS NULL", [null]],
    ["$.a NOT EXISTS", [{ exists: false }]],
  ])("%s", (text, matchers) => {
    expect(matchersOf(condition(text))).toEqual(matchers);
  });

  test.each([
    ["%^\\*$%", ["*"]],
    ["%^abc$%", ["abc"]],
    ["%abc%", [{ wildcard: "*abc*" }]],
    ["%^abc%", [{ wildcard: "*abc*" }]],
    ["%abc$%", [{ wildcard: "*abc*" }]],
    ["%a{2}b{3,5}c%", [{ wildcard: "*aa*c*" }]],
    ["%a+b%", [{ wildcard: "*b*" }]],
    ["%a[0-9]b.c%", [{ wildcard: "*a*b*c*" }]],
    ["%\\x22AWS\\x22\\s*:\\s*\\x22\\*|b%", [{ wildcard: '*"AWS"*:*"\\**' }, { wildcard: "*b*" }]],
    ["%\\s*%", [{ wildcard: "*" }]],
  ])("literalParts returns the literal parts of %s", (regex, matchers) => {
    expect(matchersOf(condition(`$.a = ${regex}`))).toEqual(matchers);
  });

  test.each([
    ['$.a = "1*"', "EventBridge cannot match a part of a number, got 1*; set urgentEvent.alarmOnly"],
    ["$.a != 7", "EventBridge can exclude only strings; set urgentEvent.alarmOnly"],
    ["$.a != %x%", "EventBridge can exclude only strings; set urgentEvent.alarmOnly"],
  ])("fails with %s, because the event pattern would miss events", (text, message) => {
    expect(() => matchersOf(condition(text))).toThrow(message);
  });
});
