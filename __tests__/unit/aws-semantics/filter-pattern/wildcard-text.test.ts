import { compileWildcardText } from "../../../../aws-semantics/filter-pattern/wildcard-text";

describe("a text with asterisks", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ["Event", ["Event"], ["Events", "anEvent", "event", ""]],
    ["*Event", ["Event", "PutEvent", "EventEvent"], ["Events", "event", ""]],
    ["Event*", ["Event", "EventName", "Event*"], ["PutEvent", "event", ""]],
    ["*Event*", ["Event", "PutEventName", "*Event*"], ["Even", "event", ""]],
    ["*", ["", "x", "*"], []],
    ["**", ["", "x", "**"], []],
    ["***", ["*", "a*b"], ["", "x"]],
    ["", [""], ["x", "*"]],
    ["Ev*ent", ["Ev*ent"], ["Event", "Evxent"]],
    ["a**", ["a*", "a*b"], ["a", "ab"]],
    ["**a", ["*a", "b*a"], ["a", "ba"]],
    ["4*", ["4", "404"], ["504"]],
    ["123.123.*", ["123.123.1.1", "123.123."], ["1231123.1.1", "124.123.123.1"]],
    ["*.html*", ["GET /index.html HTTP/1.0", ".html"], ["index_html"]],
    ["a?b", ["a?b"], ["axb"]],
    ["*.*", ["a.b", "."], ["ab"]],
    ["(a|b)", ["(a|b)"], ["a"]],
  ])("%j matches %j, not %j", (text, matching, others) => {
    const test = compileWildcardText(text);

    expect(matching.filter((value) => !test(value))).toEqual([]);
    expect(others.filter((value) => test(value))).toEqual([]);
  });
});
