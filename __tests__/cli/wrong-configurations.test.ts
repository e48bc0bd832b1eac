import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseConfig } from "../../config/load";
import { synthCommand } from "../../cli/synth/command";
import { runProgram } from "../../cli/shared/run-program";
import { runHere } from "../support/command-line";
import { Dice } from "../support/dice";
import {
  type WrongConfiguration,
  twiceWrongConfiguration,
  wrongConfiguration,
  wronglyEncoded,
} from "../support/wrong-configurations";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const everything = readFileSync("config/examples/everything.yaml", "utf8");

/** The settings that every configuration requires, and one more section. A short file is parsed faster. */
const rightConfigurations = [readFileSync("config/example.yaml", "utf8"), ...oneSectionMore(everything)];

function oneSectionMore(text: string): string[] {
  const sections = text.split(/\n(?=[a-zA-Z])/).map((section) => `${section.trimEnd()}\n`);
  const isNeeded = (section: string) =>
    /^(prefix|homeRegion|regions|organizationId|accounts|notifications):/.test(section);
  const needed = sections.filter(isNeeded).join("");
  return sections.map((section) => (isNeeded(section) ? needed : needed + section)).filter(isRight);
}

function isRight(text: string): boolean {
  try {
    parseConfig(text, "audit.yaml");
    return true;
  } catch {
    return false;
  }
}

/** Returns the differences between the error and the expected problems of an invalid configuration. */
async function faultsOf({ bytes, problems }: WrongConfiguration): Promise<string[]> {
  writeFileSync(join(folder, "audit.yaml"), bytes);
  const { status, stdout, stderr } = await runHere(() => runProgram(synthCommand(), []), { cwd: folder });
  const [first, ...rest] = stderr.trimEnd().split("\n");
  const last = rest.pop();
  const written = readdirSync(folder).filter((name) => name !== "audit.yaml");
  for (const name of written) rmSync(join(folder, name), { recursive: true });
  const lines = rest.flatMap((message) => /\(?\bline (\d+)/.exec(message)?.[1] ?? []).map(Number);
  const isReported = ({ path, lines: possible }: WrongConfiguration["problems"][number]) =>
    rest.some(
      (message) =>
        message.startsWith(`  ${path}`) &&
        (possible.length === 0 || possible.some((line) => new RegExp(`\\bline ${line}\\b`).test(message))),
    );
  return [
    status === 1 ? "" : `exit code ${status}`,
    stdout === "" ? "" : `on standard output: ${stdout}`,
    written.length === 0 ? "" : `wrote ${written.join()}`,
    /^error: audit\.yaml has \d+ problems?:$/.test(first ?? "") && last === "nothing was written" ? "" : stderr,
    / {4}at |node:|Error\b|undefined|\[object/.test(stderr) ? `a trace of the program: ${stderr}` : "",
    lines.join() === lines.toSorted((one, other) => one - other).join() ? "" : `not in the order of lines: ${stderr}`,
    ...problems.map((problem) => (isReported(problem) ? "" : `not reported: ${JSON.stringify(problem)}: ${stderr}`)),
  ].filter((fault) => fault !== "");
}

const seed = 20_261_123;
const kinds = {
  "with one mistake": { count: 700, make: wrongConfiguration },
  "with a mistake in each of two sections": { count: 250, make: twiceWrongConfiguration },
  "in a wrong encoding": { count: 60, make: wronglyEncoded },
} as const;

describe.each(Object.entries(kinds))("an invalid configuration %s", (_, { count, make }) => {
  test(`every invalid configuration of ${count} is refused as a whole, with every problem, its path and its line`, async () => {
    const dice = new Dice(seed);
    const wrong = Array.from({ length: count }, () => make(dice.pick(rightConfigurations), dice));

    const faulty = [];
    for (const one of wrong) {
      const faults = await faultsOf(one);
      if (faults.length > 0) faulty.push({ mistake: one.mistake, faults });
    }
    expect(faulty).toEqual([]);
    expect(new Set(wrong.map(({ bytes }) => bytes.toString("base64"))).size).toBeGreaterThan(count / 2);
  });
});

test("the error contains the three invalid accounts of 5,000, each with its line", async () => {
  const [first = ""] = rightConfigurations;
  const [before = "", after = ""] = first.split(/\n {4}- name: payments[^]*?\n(?=\n|\S)/);
  const id = (i: number) => String(600_000_000_000 + i);
  const members = Array.from({ length: 5_000 }, (_, i) => [`team-${i}`, `"${id(i)}"`]);
  members[17] = ["Team 17", `"${id(17)}"`];
  members[2_500] = ["team-2500", `"${id(3)}"`];
  members[4_999] = ["team-4999", id(4_999)];
  const list = members.map(([name, accountId]) => `    - name: ${name}\n      id: ${accountId}\n`).join("");
  const line = (i: number, setting: number) => before.split("\n").length + 1 + 2 * i + setting;

  expect(
    await faultsOf({
      mistake: "",
      bytes: Buffer.from(`${before}\n${list}${after}`),
      problems: [
        { path: "accounts.members[17].name", lines: [line(17, 0)] },
        { path: "accounts.members[2500].id", lines: [line(2_500, 1)] },
        { path: "accounts.members[4999].id", lines: [line(4_999, 1)] },
      ],
    }),
  ).toEqual([]);
});
