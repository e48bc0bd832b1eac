import { TextMachine } from "../../../../detections/event-pattern/text-machine";
import { wildcardSymbols } from "../../../../detections/event-pattern/wildcard-symbols";

/** What follows each text that is added, as the number of the addition that brought it. Wildcards begin with w: */
function following(...added: readonly string[]): (number | undefined)[] {
  const machine = new TextMachine<number>();
  return added.map((text, i) => {
    if (!text.startsWith("w:")) return machine.addText(`"${text}"`, i);
    machine.addOther(wildcardSymbols(`"${text.slice(2)}"`));
    return undefined;
  });
}

describe("the machine of the exact texts of a field", () => {
  test.each([
    ["alone", ["abc"]],
    ["beside a text with the same beginning", ["abc", "abd"]],
    ["beside a longer text", ["ab", "abc"]],
    ["beside a wildcard with another beginning", ["abc", "w:x*"]],
    ["beside a wildcard with no asterisk", ["abc", "w:ab"]],
    ["beside a wildcard that goes on with other letters", ["abc", "w:ax*"]],
    ["when the asterisk was there before", ["w:a*", "abc"]],
    ["when another text has the beginning up to behind the asterisk", ["abc", "abd", "w:a*"]],
    ["when it is a single character and the asterisk is at its end", ["a", "w:a*b"]],
  ])("finds a text again %s", (_, texts) => {
    const first = texts.findIndex((text) => !text.startsWith("w:"));

    expect(following(...texts, texts[first] ?? "").at(-1)).toBe(first);
  });

  test.each([
    ["at the beginning", ["abc", "w:*"]],
    ["behind the same beginning", ["abc", "w:a*"]],
    ["behind the beginning of two texts", ["abc", "abd", "w:ab*"]],
    ["behind a character of several bytes", ["é文", "w:é*"]],
  ])("does not find a text beside an asterisk that was added later %s, and adds it once", (_, texts) => {
    const again = texts.length;

    expect(following(...texts, texts[0] ?? "", texts[0] ?? "").slice(again)).toEqual([again, again]);
  });

  test("finds a text that a prefix has stored up to its end", () => {
    const machine = new TextMachine<number>();
    machine.addText('"ab"', 1);
    machine.addOther([...Buffer.from('"ab"')]);
    machine.addOther(wildcardSymbols('"a*"'));

    expect(machine.addText('"ab"', 2)).toBe(1);
  });
});
