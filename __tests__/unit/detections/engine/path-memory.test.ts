import { PathMemory } from "../../../../detections/engine/path-memory";

test("remembers a value by all of its path", () => {
  const memory = new PathMemory<number>(10, 5);
  memory.set(["a", "b"], 1);
  memory.set(["a", "c"], 2);
  memory.set(["a", undefined], 3);
  memory.set(["a", "undef"], 4);

  expect(
    [
      ["a", "b"],
      ["a", "c"],
      ["a", undefined],
      ["a", "undef"],
      ["b", "a"],
    ].map((path) => memory.get(path)),
  ).toEqual([1, 2, 3, 4, undefined]);
  expect(memory.get(["a"])).toBeUndefined();
});

test("keeps no path with a text that is too long", () => {
  const memory = new PathMemory<number>(10, 5);
  memory.set(["12345"], 1);
  memory.set(["123456"], 2);

  expect([memory.get(["12345"]), memory.get(["123456"]), memory.size]).toEqual([1, undefined, 1]);
});

test("forgets everything when it is full, and goes on", () => {
  const memory = new PathMemory<number>(3, 5);
  for (const [value, name] of ["a", "b", "c"].entries()) memory.set([name], value);
  expect(["a", "b", "c"].map((name) => memory.get([name]))).toEqual([0, 1, 2]);

  memory.set(["d"], 3);
  expect(["a", "b", "c", "d"].map((name) => memory.get([name]))).toEqual([undefined, undefined, undefined, 3]);
  expect(memory.size).toBe(1);
});

test("a value that is replaced takes no more room", () => {
  const memory = new PathMemory<number>(2, 5);
  for (const value of [1, 2, 3, 4]) memory.set(["a"], value);
  memory.set(["b"], 5);

  expect([memory.get(["a"]), memory.get(["b"]), memory.size]).toEqual([4, 5, 2]);
});
