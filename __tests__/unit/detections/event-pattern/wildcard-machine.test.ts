import { WildcardMachine } from "../../../../detections/event-pattern/wildcard-machine";
import type { WildcardState } from "../../../../detections/event-pattern/wildcard-state";

/** How many states wildcards make together, each as a pattern of its own. */
function statesOf(...wildcards: string[]): number {
  const machine = new WildcardMachine<number>();
  for (const [i, wildcard] of wildcards.entries()) machine.add(`pattern ${i}`, wildcard, i);
  const seen = new Set<WildcardState<number>>();
  const queue = [machine.start];
  for (let state = queue.pop(); state; state = queue.pop()) {
    if (seen.has(state)) continue;
    seen.add(state);
    for (const { state: next } of state.transitions) if (next) queue.push(next);
  }
  return seen.size;
}

describe("the machine of some wildcards", () => {
  test.each([
    ["what they begin with", ["abc", "abd"], 3],
    ["an asterisk", ["*a", "*b"], 2],
    ["what stands behind an asterisk and has no case", ["*-a", "*-b"], 3],
  ])("shares %s", (_what, wildcards, states) => {
    expect(statesOf(...wildcards)).toBe(states);
  });

  test.each([
    ["a letter behind an asterisk", ["*ab", "*ac"], 4],
    ["what stands beside another asterisk", ["*-*b", "*-- "], 5],
  ])("does not share %s", (_what, wildcards, states) => {
    expect(statesOf(...wildcards)).toBe(states);
  });

  test("continues at the same state for the same wildcard of the same pattern", () => {
    const machine = new WildcardMachine<string>();

    expect([machine.add("p", "ab", "first"), machine.add("p", "ab", "second")]).toEqual(["first", "first"]);
    expect(machine.add("q", "ab", "third")).toBe("third");
  });
});
