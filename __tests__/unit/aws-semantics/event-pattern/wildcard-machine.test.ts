import { WildcardMachine } from "../../../../aws-semantics/event-pattern/wildcard-machine";
import type { WildcardState } from "../../../../aws-semantics/event-pattern/wildcard-state";

/** Returns the number of states of several wildcards, each a pattern of its own. */
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

describe("the state machine of several wildcards", () => {
  test.each([
    ["states of the same beginning", ["abc", "abd"], 3],
    ["the state of an asterisk", ["*a", "*b"], 2],
    ["states after an asterisk for a character without case", ["*-a", "*-b"], 3],
  ])("shares %s", (_what, wildcards, states) => {
    expect(statesOf(...wildcards)).toBe(states);
  });

  test.each([
    ["states after an asterisk for a letter", ["*ab", "*ac"], 4],
    ["states beside another asterisk", ["*-*b", "*-- "], 5],
  ])("does not share %s", (_what, wildcards, states) => {
    expect(statesOf(...wildcards)).toBe(states);
  });

  test("ends in the same state for the same wildcard of the same pattern", () => {
    const machine = new WildcardMachine<string>();

    expect([machine.add("p", "ab", "first"), machine.add("p", "ab", "second")]).toEqual(["first", "first"]);
    expect(machine.add("q", "ab", "third")).toBe("third");
  });
});
