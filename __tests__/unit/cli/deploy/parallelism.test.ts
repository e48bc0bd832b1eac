import { defaultParallelism } from "../../../../cli/deploy/parallelism";

const gibibytes = (count: number) => count * 1024 ** 3;

test.each([
  ["one, even on a very small machine", 0.5, 1, 1],
  ["as many as fit into four fifths of the memory", 8, 8, 8],
  ["four for each core", 64, 2, 8],
  ["at most sixteen", 256, 64, 16],
])("the default parallelism is %s", (_, memory, cores, count) => {
  expect(defaultParallelism(gibibytes(memory), cores)).toBe(count);
});
