import { readFileSync } from "node:fs";
import { trailkeeperProgram } from "../../cli/program";

const page = readFileSync("docs/commands.md", "utf8");
const rowsOf = (beginning: string): string[] =>
  [...page.matchAll(new RegExp(String.raw`^\| \`${beginning}([\w:-]+)`, "gm"))].map(([, name = ""]) => name);

test("docs/commands.md has a row for each command of trailkeeper, and no other", async () => {
  const { commands } = await trailkeeperProgram([]);
  // The section about completion describes `complete`, and `synth` is also an npm script
  const names = commands.map((command) => command.name()).filter((name) => !["complete", "synth"].includes(name));

  // A group of commands, such as `policy`, has a row for each of them
  expect([...new Set(rowsOf("npm run trailkeeper -- "))].toSorted()).toEqual(names.toSorted());
});

test("docs/commands.md has a row for each npm script that people run, and no other", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
  // npm runs prepack by itself, and `npm test` runs check
  const names = Object.keys(scripts).filter((name) => !["prepack", "check", "trailkeeper", "test"].includes(name));

  expect([...new Set(rowsOf("npm run "))].filter((name) => name !== "trailkeeper").toSorted()).toEqual(
    names.toSorted(),
  );
});
