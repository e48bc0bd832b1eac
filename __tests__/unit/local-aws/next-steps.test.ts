import { afterInterrupt, describeNextSteps, localCommand, nextSteps } from "../../../local-aws/next-steps";
import { runFolder } from "../../../local-aws/folders";

describe("localCommand", () => {
  test.each([
    [runFolder, "", "npm run local"],
    [runFolder, "alarms --all", "npm run local -- alarms --all"],
    [runFolder, "down", "npm run local:down"],
    ["/tmp/other", "", "npm run local -- --folder /tmp/other"],
    ["/tmp/other", "alarms --all", "npm run local -- --folder /tmp/other alarms --all"],
    ["/tmp/other", "down", "npm run local:down -- --folder /tmp/other"],
    ["/tmp/my aws", "queries", "npm run local -- --folder '/tmp/my aws' queries"],
  ])("localCommand in %s for the command %o is %s", (folder, command, typed) => {
    expect(localCommand(folder, command)).toBe(typed);
  });
});

test.each([
  ["the default folder", runFolder, ".local/run"],
  ["another folder", "/tmp/o'clock", String.raw`'/tmp/o'\''clock'`],
])("every next step in %s contains the folder", (_, folder, named) => {
  const commands = nextSteps(folder).map(({ command }) => command);

  for (const command of commands) {
    expect(folder === runFolder && command.startsWith("npm") ? named : command).toContain(named);
  }
  for (const { command, does } of nextSteps(folder)) {
    expect(describeNextSteps(folder)).toContain(`  # ${does}\n  ${command}`);
  }
});

test("both ways to continue are printed after an interrupt", () => {
  expect(afterInterrupt("/tmp/other")).toContain("\n  npm run local -- --folder /tmp/other\n");
  expect(afterInterrupt("/tmp/other")).toContain("\n  npm run local:down -- --folder /tmp/other");
});
