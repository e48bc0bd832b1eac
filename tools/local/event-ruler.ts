import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runChecked } from "./command";
import { localFolder, repository } from "./folders";

/** The version the project was tried with. */
const version = "1.8.1";
const installFolder = join(localFolder, `event-ruler-${version}`);
const complete = join(installFolder, "installed.txt");

/** Fetches Event Ruler, 3 MB, with Maven: AWS's own matcher of event patterns, Apache-2.0. */
export async function installEventRuler(maven: string): Promise<void> {
  if (existsSync(complete)) return;
  rmSync(installFolder, { recursive: true, force: true });
  mkdirSync(installFolder, { recursive: true });
  const project = join(installFolder, "pom.xml");
  writeFileSync(project, projectOf("software.amazon.event.ruler", "event-ruler"));
  await runChecked(maven, [
    "--batch-mode",
    "--quiet",
    "--strict-checksums",
    `-Dmaven.repo.local=${join(installFolder, "repository")}`,
    "--file",
    project,
    "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies",
    "-DincludeScope=runtime",
    `-DoutputDirectory=${join(installFolder, "lib")}`,
  ]);
  rmSync(join(installFolder, "repository"), { recursive: true });
  writeFileSync(complete, `Event Ruler ${version}\n`);
}

/**
 * Which event patterns match each event, by the names of the patterns.
 *
 * @throws {CommandError} with Event Ruler's message when it does not understand a pattern
 */
export async function matchEvents(
  java: string,
  patterns: Readonly<Record<string, string>>,
  events: readonly unknown[],
): Promise<readonly (readonly string[])[]> {
  const folder = mkdtempSync(join(tmpdir(), "trailkeeper-ruler-"));
  try {
    const file = join(folder, "input.json");
    writeFileSync(file, JSON.stringify({ patterns, events }));
    const driver = join(repository, "tools/local/event-ruler/Match.java");
    const answer = join(folder, "output.json");
    await runChecked(java, ["-cp", join(installFolder, "lib", "*"), driver, file, answer]);
    return JSON.parse(readFileSync(answer, "utf8"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A Maven project of nothing but one dependency. */
function projectOf(group: string, artifact: string): string {
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>trailkeeper</groupId>
  <artifactId>event-ruler-jars</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>
  </dependencies>
</project>
`;
}
