import { Reader } from "../../../../aws-semantics/filter-pattern/reader";
import { refusalOf } from "../../../support/refusal";

describe("a Reader", () => {
  test("consumes a token only at its position", () => {
    const reader = new Reader("ab");

    expect([reader.take("b"), reader.take("a"), reader.take("b"), reader.isAtEnd]).toEqual([false, true, true, true]);
  });

  test("matches a regular expression only at its position", () => {
    const reader = new Reader("a12");

    expect([reader.match(/\d+/y), reader.position]).toEqual([undefined, 0]);
    reader.take("a");
    expect([reader.match(/\d+/y), reader.position, reader.next]).toEqual(["12", 3, ""]);
  });

  test("matches with the same regular expression again", () => {
    const digit = /\d/y;
    const reader = new Reader("12");

    expect([reader.match(digit), reader.match(digit), reader.match(digit)]).toEqual(["1", "2", undefined]);
  });

  test.each([" ", "\t", "\n", "\r\n", "\f", "\v", " \t \n "])("skips %j", (space) => {
    const reader = new Reader(`${space}x`);
    reader.skipSpace();

    expect(reader.next).toBe("x");
  });

  test.each(["\u00a0", "\u2003", "\ufeff"])("does not skip %j, which AWS may not treat as white space", (space) => {
    const reader = new Reader(`${space}x`);
    reader.skipSpace();

    expect(reader.position).toBe(0);
  });

  test("expects the end after white space, and fails before anything else", () => {
    const reader = new Reader(" \n");
    reader.end();

    expect(reader.isAtEnd).toBe(true);
    expect(refusalOf(() => new Reader(" x").end())).toBe("found `x` at position 1, expected the end");
  });

  test("fails at a given position", () => {
    expect(refusalOf(() => new Reader("a b").fail("c", 2))).toBe("found `b` at position 2, expected c");
  });
});
