import { WildcardState } from "../../../../aws-semantics/event-pattern/wildcard-state";

describe("a state of a machine", () => {
  test("returns each transition by its byte, and the list of all transitions", () => {
    const [state, next] = [new WildcardState(false), new WildcardState(false)];
    const end = { match: { pattern: "p", next: 1 } };
    state.add(1, next);
    state.add(1, end);
    state.add(2, next);
    state.asterisk = new WildcardState(true, true);

    expect(state.on(1)).toEqual([next, end]);
    expect(state.on(3)).toEqual([]);
    expect([...state.bytes]).toEqual([1, 2]);
    expect([...state.transitions]).toEqual([state.asterisk, next, end]);
  });

  test("extends a pattern at its end to a longer pattern", () => {
    const [state, next] = [new WildcardState(false), new WildcardState(false)];
    const end = { match: { pattern: "p", next: 1 } };
    state.add(1, end);
    state.extend(1, end, next);

    expect(state.on(1)).toEqual([{ match: end.match, state: next }]);
  });
});
