import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { parse, stringify } from "yaml";
import { auditConfigSchema } from "../../config/audit-config-schema";
import { parseConfig } from "../../config/load";
import { trailkeeperProgram } from "../../cli/program";

/** The pages that contain commands for the reader. */

const pages = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync("docs", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join("docs", file)),
];

interface Example {
  readonly page: string;
  readonly text: string;
}

/** Returns the code blocks of all pages in these languages. */
const blocksIn = (...languages: readonly string[]): Example[] =>
  pages.flatMap((page) =>
    [...readFileSync(page, "utf8").matchAll(/^( *)```(\w+)\n([^]*?)^\1```/gm)]
      .filter(([, , language = ""]) => languages.includes(language))
      .map(([, indent = "", , text = ""]) => ({ page, text: text.replaceAll(new RegExp(`^${indent}`, "gm"), "") })),
  );

/** Returns the shell commands, without comments and redirections. */
const shellCommands = (): Example[] =>
  blocksIn("sh", "bash").flatMap(({ page, text }) =>
    text
      .split("\n")
      .flatMap((line) => line.replace(/(^| )#.*/, "").split(/&&|\|/))
      .map((command) => ({ page, text: command.replace(/ >.*/, "").trim() })),
  );

const called = /^(?:npm run (?:--silent )?trailkeeper --|npx trailkeeper|npm run (?:--silent )?(?=synth)) *(.*)$/;

/** Replaces the action of a command, so that it only parses its arguments. */
function disarm(command: Command): void {
  command.exitOverride().configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
  command.action(() => undefined);
  for (const child of command.commands) disarm(child);
}

/** Returns the error of the program for a command line, or undefined if the program accepts the line. */
async function refusal(args: readonly string[]): Promise<string | undefined> {
  const program = await trailkeeperProgram(args);
  for (const command of program.commands) disarm(command);
  program.exitOverride().configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
  try {
    await program.parseAsync(args, { from: "user" });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

test("the program accepts every command of this project in the documentation", async () => {
  const commands = shellCommands().flatMap(({ page, text }) => {
    const line = called.exec(text)?.[1];
    if (line === undefined) return [];
    // The placeholder stands for a day
    const words = line.replaceAll("<day>", "2026-11-01").split(/\s+/);
    return [{ page, text, args: words.filter((word) => word !== "--") }];
  });
  const refused = [];
  for (const { page, text, args } of commands) {
    const message = await refusal(args);
    if (message !== undefined) refused.push([page, text, message]);
  }

  expect(commands.length).toBeGreaterThan(60);
  expect(refused).toEqual([]);
});

test("this test finds an unknown command, an unknown option and a missing argument", async () => {
  expect(await refusal(["dploy"])).toMatch("unknown command");
  expect(await refusal(["deploy", "--out"])).toMatch("argument missing");
  expect(await refusal(["policy", "bucket", "--out", "x"])).toMatch("unknown option");
  expect(await refusal(["deploy", "--plan"])).toBeUndefined();
});

test("no documented command requires trailkeeper on the PATH, because neither a clone nor the npm package installs it there", () => {
  expect(shellCommands().filter(({ text }) => text.startsWith("trailkeeper "))).toEqual([]);
});

/** A configuration that the examples extend. */
const base = {
  prefix: "acme",
  homeRegion: "eu-west-1",
  organizationId: "o-a1b2c3d4e5",
  accounts: { management: "1".repeat(12), logArchive: "2".repeat(12), members: [] },
  notifications: { page: { emails: ["on-call@example.com"] }, notify: { emails: ["security@example.com"] } },
};

type Settings = Readonly<Record<string, unknown>>;

const isSection = (value: unknown): value is Settings =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Returns settings in which the settings of an example replace the others. */
function withExample(settings: Settings, example: Settings): Settings {
  const added = Object.entries(example).map(([key, value]) => {
    const present = settings[key];
    return [key, isSection(present) && isSection(value) ? withExample(present, value) : value];
  });
  return { ...settings, ...Object.fromEntries(added) };
}

test("every documented configuration is valid", () => {
  const known = Object.keys(auditConfigSchema.in.shape);
  const examples = blocksIn("yaml")
    .map(({ page, text }) => ({ page, settings: parse(text) as Settings }))
    .filter(({ settings }) => isSection(settings) && Object.keys(settings).every((key) => known.includes(key)));
  const refused = examples.flatMap(({ page, settings }) => {
    try {
      // A warning names a setting that has a new name
      const warnings: string[] = [];
      parseConfig(stringify(withExample(base, settings)), page, (warning) => warnings.push(warning));
      return warnings;
    } catch (error) {
      return [(error as Error).message];
    }
  });

  expect(examples.length).toBeGreaterThan(5);
  expect(refused).toEqual([]);
});
