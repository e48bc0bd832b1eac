import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runChecked } from "../../shared/child-process";
import { localFolder, repository } from "../folders";
import { fetchJars } from "../trino/maven-jars";

/** The version that the tests use. */
const version = "1.8.1";
const installFolder = join(localFolder, `event-ruler-${version}`);

/** Downloads Event Ruler (3 MB, Apache-2.0) with Maven. AWS publishes it as the matcher of EventBridge. */
export async function installEventRuler(maven: string): Promise<void> {
  await fetchJars(maven, installFolder, [{ group: "software.amazon.event.ruler", artifact: "event-ruler", version }]);
}

/**
 * Names of the event patterns that match each event.
 *
 * @throws {CommandError} with Event Ruler's message when it cannot parse a pattern
 */
export async function matchEvents(
  java: string,
  patterns: Readonly<Record<string, string>>,
  events: readonly unknown[],
): Promise<readonly (readonly string[])[]> {
  return runJava(java, "Match.java", { patterns, events });
}

/**
 * Complexity of each event pattern, as Event Ruler computes it.
 *
 * @param most largest number to count to
 */
export async function complexities(java: string, patterns: readonly string[], most: number): Promise<number[]> {
  return runJava(java, "Complexity.java", { patterns, most });
}

/** The reason why Event Ruler cannot parse an event pattern, for each pattern. Null if it can. */
export async function problems(java: string, patterns: readonly string[]): Promise<(string | null)[]> {
  return runJava(java, "Check.java", { patterns });
}

/** Runs a Java program in this folder, which reads an input file and writes an output file. */
async function runJava<Answer>(java: string, program: string, input: object): Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), "trailkeeper-ruler-"));
  try {
    const file = join(folder, "input.json");
    writeFileSync(file, JSON.stringify(input));
    const driver = join(repository, "local-aws/event-ruler", program);
    const answer = join(folder, "output.json");
    await runChecked(java, ["-cp", join(installFolder, "lib", "*"), driver, file, answer]);
    return JSON.parse(readFileSync(answer, "utf8"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
