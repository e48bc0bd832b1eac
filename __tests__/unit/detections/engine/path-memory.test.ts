import { PathMemory } from "../../../../detections/engine/path-memory";

test("a value is stored by its whole path", () => {
  const memory = new PathMemory<number>(10, 5);
  memory.set(["a", "b"], 1);
  memory.set(["a", "c"], 2);
  memory.set(["a", undefined], 3);
  memory.set(["a", "undef"], 4);
  memory.set(["a", true], 5);
  memory.set(["a", "true"], 6);

  expect(
    [
      ["a", "b"],
      ["a", "c"],
      ["a", undefined],
      ["a", "undef"],
      ["a", true],
      ["a", "true"],
      ["a", false],
      ["b", "a"],
    ].map((path) => memory.get(path)),
  ).toEqual([1, 2, 3, 4, 5, 6, undefined, undefined]);
  expect(memory.get(["a"])).toBeUndefined();
});

test("a path with a string that is too long is not stored", () => {
  const memory = new PathMemory<number>(10, 5);
  memory.set(["12345"], 1);
  memory.set(["123456"], 2);

  expect([memory.get(["12345"]), memory.get(["123456"]), memory.size]).toEqual([1, undefined, 1]);
});

test("a full memory drops its values, and stores new values", () => {
  // The capacity of one bucket
  const memory = new PathMemory<number>(8, 5);
  const names = ["a", "b", "c", "d", "e", "f", "g", "h"];
  for (const [value, name] of names.entries()) memory.set([name], value);
  expect(names.map((name) => memory.get([name]))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);

  memory.set(["i"], 8);
  expect(names.map((name) => memory.get([name]))).toEqual(names.map(() => undefined));
  expect([memory.get(["i"]), memory.size]).toEqual([8, 1]);
});

test("the memory holds no more values than its capacity, even for similar names", () => {
  const memory = new PathMemory<number>(64, 50);
  const names = Array.from({ length: 1_000 }, (_, n) => `Describe${"x".repeat(30)}${n}Things`);
  for (const [value, name] of names.entries()) memory.set([name], value);

  expect(memory.size).toBeLessThanOrEqual(64);
  expect(memory.get([names.at(-1)])).toBe(999);
});

test("paths with the same beginning, middle, end and length are different", () => {
  const memory = new PathMemory<number>(8, 50);
  memory.set(["a1bcd2e", "x"], 1);
  memory.set(["a2bcd1e", "x"], 2);

  expect([memory.get(["a1bcd2e", "x"]), memory.get(["a2bcd1e", "x"]), memory.get(["a3bcd1e", "x"])]).toEqual([
    1,
    2,
    undefined,
  ]);
});

test("a replaced value uses no additional capacity", () => {
  const memory = new PathMemory<number>(8, 5);
  for (const value of [1, 2, 3, 4]) memory.set(["a"], value);
  memory.set(["b"], 5);

  expect([memory.get(["a"]), memory.get(["b"]), memory.size]).toEqual([4, 5, 2]);
});
