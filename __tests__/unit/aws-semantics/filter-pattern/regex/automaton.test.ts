import { Automaton } from "../../../../../aws-semantics/filter-pattern/regex/automaton";
import { Reader } from "../../../../../aws-semantics/filter-pattern/reader";
import { readRegex } from "../../../../../aws-semantics/filter-pattern/regex/regex";
import { Dice } from "../../../../support/dice";

const automatonOf = (source: string) => new Automaton(readRegex(new Reader(`%${source}%`)));

describe("a regular expression", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ["AUTHORIZED", ["[ERROR 401] UNAUTHORIZED REQUEST", "AUTHORIZED"], ["authorized", "AUTHORIZE"]],
    ["^[hc]at", ["hat", "cat!"], ["a hat", "bat", ""]],
    ["[hc]at$", ["hat", "a cat"], ["hats", "at"]],
    ["colou?r", ["color", "colour"], ["colouur", "colo"]],
    ["^a{3,5}$", ["aaa", "aaaa", "aaaaa"], ["aa", "aaaaaa", ""]],
    ["^a{,2}$", ["", "a", "aa"], ["aaa"]],
    ["^a{2,}$", ["aa", "aaaaaa"], ["a", ""]],
    ["gra|ey", ["gray", "grey"], ["gry"]],
    ["^starting|^initializing|^shutting down", ["starting up", "shutting down now"], ["skipping initializing"]],
    ["\\[.\\]", ["[a]", "[]]", "[ ]", "[é]", "[😀]"], ["[]", "[ab]"]],
    ["10\\.10\\.0\\.1", ["from 10.10.0.1"], ["10010,051"]],
    ["10.10.0.1", ["10.10.0.1", "10010,051"], ["10.10.0"]],
    ["ab*c", ["ac", "abc", "abbbc"], ["ab", "adc"]],
    ["ab+c", ["abc", "abbbc"], ["ac"]],
    [".at", ["hat", "4at", " at", "\nat", "éat"], ["at"]],
    ["^.$", ["a", "é", "😀", "\n"], ["", "ab", "😀😀"]],
    ["^..$", ["ab", "😀é", "😀😀"], ["a", "😀", "abc"]],
    ["\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}", ["111.1.11.111", "x1.2.3.4y"], ["1.2.3", "1..2.3"]],
    ["^\\w+$", ["a_Z9"], ["a-b", "é", ""]],
    ["\\W", ["a-b", "é"], ["ab"]],
    ["^\\s\\S$", [" a", "\ta", "\né"], ["a ", "  "]],
    ["\\x28\\x29", ["f()"], ["f( )"]],
    ["^$", [""], ["a", "\n"]],
    ["$^", [""], ["a"]],
    ["^", ["", "a"], []],
    ["a^b", [], ["ab", "a", "b", ""]],
    ["a$b", [], ["ab", "a\nb"]],
    ["a$", ["a", "ba"], ["a\n", "ab"]],
    ["^b", ["b"], ["a\nb"]],
    ["a*", ["", "b"], []],
    ["a{0}b", ["b", "ab"], ["a"]],
    ["aab", ["aaab"], ["aaa"]],
    ["abac", ["ababac"], ["abab"]],
    ["[^a-z]", ["A", "é"], ["az", ""]],
    ["^(ERROR)".replaceAll(/[()]/g, ""), ["ERROR 1"], ["an ERROR"]],
    ["}$", ['{"a":1}'], ["{} "]],
  ])("%s matches %j, but not %j", (source, found, others) => {
    const automaton = automatonOf(source);

    expect(found.filter((text) => !automaton.test(text))).toEqual([]);
    expect(others.filter((text) => automaton.test(text))).toEqual([]);
  });

  test("treats a single surrogate as a character", () => {
    expect(automatonOf("^.a$").test("\ud83da")).toBe(true);
    expect(automatonOf("^.$").test("\ud83d")).toBe(true);
    expect(automatonOf("^..$").test("\ude00\ud83d")).toBe(true);
  });

  test.each([
    ["a*a*a*a*a*a*a*a*a*a*a*a*b", "a".repeat(20_000)],
    ["[ab]*[bc]*[cd]*[de]*[ef]*x", "abcdef".repeat(3_000)],
    [".*.*.*.*.*.*=.*", "y".repeat(20_000)],
    ["a?".repeat(200) + "a".repeat(200) + "b", "a".repeat(2_000)],
    ["[ab]*a[ab]{14}c", "abbaabab".repeat(500)],
  ])("%s is evaluated within seconds for a difficult string", (source, text) => {
    const automaton = automatonOf(source);
    const start = performance.now();

    expect(automaton.test(text)).toBe(false);
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  test("returns the same as JavaScript's regular expressions, for 20,000 random strings", () => {
    const dice = new Dice(7);
    const differences: unknown[] = [];
    for (let round = 0; round < 1_000; round++) {
      const source = randomRegex(dice);
      const automaton = automatonOf(source);
      const theirs = new RegExp(source.replaceAll("{,", "{0,"), "s");
      for (let index = 0; index < 20; index++) {
        const text = dice.text("aabbc1 -", 8);
        if (automaton.test(text) !== theirs.test(text)) differences.push([source, text]);
      }
    }

    expect(differences).toEqual([]);
  });

  describe("with more states than the cache holds", () => {
    const automaton = automatonOf("^[ab]*a[ab]{12}$");
    const dice = new Dice(3);
    const texts = Array.from({ length: 3_000 }, () => dice.text("ab", 40));

    test("still finds every match", () => {
      const isRight = (text: string) => automaton.test(text) === (text.length > 12 && text.at(-13) === "a");

      expect(texts.filter((text) => !isRight(text))).toEqual([]);
    });

    test("caches at most 2,000 states", () => {
      const reachable = new Set<State>([Reflect.get(automaton, "first")]);
      for (const state of reachable) {
        for (const next of state.after) if (next !== undefined) reachable.add(next);
      }

      expect(Reflect.get(automaton, "states").size).toBe(2_000);
      expect(reachable.size).toBeGreaterThan(1_000);
      expect(reachable.size).toBeLessThanOrEqual(2_000);
    });
  });
});

/** The part of a state of the automaton that determines its memory. */
interface State {
  readonly after: readonly (State | undefined)[];
}

function randomRegex(dice: Dice): string {
  const atoms = ["a", "b", "c", ".", "\\d", "\\w", "\\s", "\\S", "[ab]", "[^a]", "[a-c1]", "\\-", "1"];
  const quantifiers = ["", "", "", "*", "+", "?", "{2}", "{1,}", "{,2}", "{1,2}"];
  const alternative = () => {
    const items = dice.list(1, 4, () => dice.pick(atoms) + dice.pick(quantifiers)).join("");
    return dice.pick(["", "", "^"]) + items + dice.pick(["", "", "$"]);
  };
  return dice.list(1, 3, alternative).join("|");
}
