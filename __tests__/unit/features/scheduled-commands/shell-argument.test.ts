import { spawnSync } from "node:child_process";
import { quoteArgument } from "../../../../features/scheduled-commands/shell-argument";

test.each(["", "a b", "$HOME", "`id`", '"', "\\", "*", "-n", "a\nb"])(
  "a shell reads the argument %j unchanged",
  (text) => {
    expect(spawnSync("sh", ["-c", `printf %s ${quoteArgument(text)}`], { encoding: "utf8" }).stdout).toBe(text);
  },
);

test("fails with a single quote, which would end the argument", () => {
  expect(() => quoteArgument("'; rm -rf /")).toThrow(
    "an argument of a scheduled command cannot contain a single quote, got '; rm -rf /",
  );
});
