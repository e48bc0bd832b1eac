import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runChecked } from "../../shared/child-process";

/** A Java library by its Maven coordinates. */
export interface MavenLibrary {
  readonly group: string;
  readonly artifact: string;
  readonly version: string;

  /**
   * Whether the library is downloaded without its dependencies.
   *
   * @default false
   */
  readonly isAlone?: boolean;
}

/** Downloads libraries and their dependencies with Maven to the subfolder `lib` of a folder. Does nothing if they are complete. */
export async function fetchJars(maven: string, folder: string, libraries: readonly MavenLibrary[]): Promise<void> {
  const complete = join(folder, "installed.txt");
  if (existsSync(complete)) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const project = join(folder, "pom.xml");
  writeFileSync(project, projectOf(libraries));
  await runChecked(maven, [
    "--batch-mode",
    "--quiet",
    "--strict-checksums",
    // A temporary Maven repository, so that no files remain in the user's repository
    `-Dmaven.repo.local=${join(folder, "repository")}`,
    "--file",
    project,
    "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies",
    "-DincludeScope=runtime",
    `-DoutputDirectory=${join(folder, "lib")}`,
  ]);
  rmSync(join(folder, "repository"), { recursive: true });
  writeFileSync(complete, libraries.map(({ artifact, version }) => `${artifact} ${version}\n`).join(""));
}

const withoutDependencies =
  "<exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>";

/** A Maven project that has only dependencies. */
function projectOf(libraries: readonly MavenLibrary[]): string {
  const dependencies = libraries.map(
    ({ group, artifact, version, isAlone = false }) =>
      `    <dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version>${isAlone ? withoutDependencies : ""}</dependency>`,
  );
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>trailkeeper</groupId>
  <artifactId>jars</artifactId>
  <version>1</version>
  <dependencies>
${dependencies.join("\n")}
  </dependencies>
</project>
`;
}
