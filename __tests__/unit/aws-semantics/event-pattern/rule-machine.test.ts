import { ruleMachine } from "../../../../aws-semantics/event-pattern/rule-machine";

describe("the state machine of a rule", () => {
  test("visits the fields in the order of their paths", () => {
    const start = ruleMachine({ z: ["x"], a: { b: ["y"] } });
    const [next] = [...(start.machines.get("a.b")?.afterOthers ?? [])];

    expect([...start.machines.keys()]).toEqual(["a.b"]);
    expect([...(next?.machines.keys() ?? [])]).toEqual(["z"]);
  });

  test("continues in the same state after all values of a list, and after the same value of another alternative", () => {
    const start = ruleMachine({
      $or: [
        { a: ["x", "y"], b: ["1"] },
        { a: ["x"], c: ["1"] },
      ],
    });
    const next = new Set(start.machines.get("a")?.afterOthers);

    expect(next.size).toBe(1);
    const [only] = next;
    expect([...(only?.machines.keys() ?? [])]).toEqual(["b", "c"]);
  });

  test("continues in a separate state after an absent field", () => {
    const start = ruleMachine({ a: [{ exists: false }], b: ["x"] });

    expect(start.machines.size).toBe(0);
    expect([...(start.absent.get("a")?.machines.keys() ?? [])]).toEqual(["b"]);
  });
});
