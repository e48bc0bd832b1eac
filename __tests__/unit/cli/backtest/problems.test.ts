import { Problems } from "../../../../cli/backtest/problems";

test("problems are listed by file and reason up to 10,000, and only counted after that", () => {
  const problems = new Problems();
  for (let n = 0; n < 10_001; n++) problems.add(`file-${n}`, "no permission");
  problems.add("file-0", "no permission", "record 5");

  expect(problems.count).toBe(10_002);
  expect(problems.list()).toHaveLength(10_000);
  expect(problems.list()[0]).toEqual({ file: "file-0", reason: "no permission", position: "", count: 2 });
});
