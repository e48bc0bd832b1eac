import { TextMachine } from "../../../../aws-semantics/event-pattern/text-machine";
import { wildcardSymbols } from "../../../../aws-semantics/event-pattern/wildcard-symbols";

/** Returns, for each added string, the number of the addition that created its end state. Wildcards begin with "w:". */
function following(...added: readonly string[]): (number | undefined)[] {
  const machine = new TextMachine<number>();
  return added.map((text, i) => {
    if (!text.startsWith("w:")) return machine.addText(`"${text}"`, i);
    machine.addOther(wildcardSymbols(`"${text.slice(2)}"`));
    return undefined;
  });
}

describe("the state machine of the exact strings of a field", () => {
  test.each([
    ["alone", ["abc"]],
    ["beside a string with the same beginning", ["abc", "abd"]],
    ["beside a longer string", ["ab", "abc"]],
    ["beside a wildcard with another beginning", ["abc", "w:x*"]],
    ["beside a wildcard without an asterisk", ["abc", "w:ab"]],
    ["beside a wildcard that continues with other letters", ["abc", "w:ax*"]],
    ["if the asterisk was added first", ["w:a*", "abc"]],
    ["if another string has the same characters up to the one after the asterisk", ["abc", "abd", "w:a*"]],
    ["if it is a single character before the asterisk", ["a", "w:a*b"]],
  ])("finds a string that was added before: %s", (_, texts) => {
    const first = texts.findIndex((text) => !text.startsWith("w:"));

    expect(following(...texts, texts[first] ?? "").at(-1)).toBe(first);
  });

  test.each([
    ["at the beginning", ["abc", "w:*"]],
    ["after the same beginning", ["abc", "w:a*"]],
    ["after the beginning of two strings", ["abc", "abd", "w:ab*"]],
    ["after a character of several bytes", ["é文", "w:é*"]],
  ])("does not find a string after a later asterisk %s, and adds it once", (_, texts) => {
    const again = texts.length;

    expect(following(...texts, texts[0] ?? "", texts[0] ?? "").slice(again)).toEqual([again, again]);
  });

  test("finds a string whose prefix pattern was added completely", () => {
    const machine = new TextMachine<number>();
    machine.addText('"ab"', 1);
    machine.addOther([...Buffer.from('"ab"')]);
    machine.addOther(wildcardSymbols('"a*"'));

    expect(machine.addText('"ab"', 2)).toBe(1);
  });
});
