import { splitLogLine } from "../../../../detections/filter-pattern/log-fields";

describe("a line", () => {
  test.each<[string, readonly string[]]>([
    ["", []],
    ["  \t ", []],
    ["ERROR", ["ERROR"]],
    ["a b", ["a", "b"]],
    ["  a   b  ", ["a", "b"]],
    ["a\tb\n c", ["a", "b", "c"]],
    ["a [b c] d", ["a", "b c", "d"]],
    ['a "b c" d', ["a", "b c", "d"]],
    ['a "b [c] d" e', ["a", "b [c] d", "e"]],
    ['a [b "c d] e', ["a", 'b "c d', "e"]],
    ["[] x", ["", "x"]],
    ['"" x', ["", "x"]],
    ['a "b', ["a", '"b']],
    ['a "b c', ["a", '"b', "c"]],
    ["a [b c", ["a", "[b", "c"]],
    ["[a]b c", ["[a]b", "c"]],
    ["[a]b c] d", ["a]b c", "d"]],
    ['"a"b c" d', ['a"b c', "d"]],
    ['"a \\" b" c', ['a \\" b', "c"]],
    ['x"y z" w', ['x"y', 'z"', "w"]],
    ["a] b", ["a]", "b"]],
    ["[[a] b]", ["[a", "b]"]],
    ["[a [b] c", ["a [b", "c"]],
    ["[a] [b] [c]", ["a", "b", "c"]],
    ['"a" "b" "c"', ["a", "b", "c"]],
    ['[a "b" c] "d [e] f"', ['a "b" c', "d [e] f"]],
    ["(a b)", ["(a", "b)"]],
    ["'a b'", ["'a", "b'"]],
    [
      '127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534',
      ["127.0.0.1", "Prod", "frank", "10/Oct/2000:13:25:15 -0700", "GET /index.html HTTP/1.0", "404", "1534"],
    ],
  ])("%j has the fields %j", (line, texts) => {
    expect(splitLogLine(line).map(({ text }) => text)).toEqual(texts);
  });

  test("knows where its fields begin, with the bracket", () => {
    expect(splitLogLine('a  [b c] "d"').map(({ start }) => start)).toEqual([0, 3, 9]);
  });

  test.each([["[a "], ['"a '], ['[a "b ']])("of many %j takes no longer than its length does", (beginning) => {
    const line = beginning.repeat(100_000);
    const start = performance.now();

    expect(splitLogLine(line).length).toBeGreaterThan(99_999);
    expect(splitLogLine(`${line} ]x "y`).length).toBeGreaterThan(99_999);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
