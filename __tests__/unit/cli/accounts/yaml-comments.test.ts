import { commentsIn } from "../../../../cli/accounts/yaml-comments";

const textsOf = (text: string) => commentsIn(text).map(({ from, to }) => text.slice(from, to));

test("every comment is found, with its position", () => {
  const text = "\ufeff# 1\na: # 2\r\n  b # 3\nc: | # 4\n  d\ne: [f, # 5\n  g] # 6\n--- # 7";

  expect(textsOf(text)).toEqual(["# 1", "# 2", "# 3", "# 4", "# 5", "# 6", "# 7"]);
});

test("a number sign in a value is no comment", () => {
  expect(textsOf('a: b#c\nd: \'e # f\'\ng: "h # i"\nj: |\n  # k\nl: &m#n o\n"#p": >-\n  # q\n')).toEqual([]);
});
