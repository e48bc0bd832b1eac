import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { UserError } from "../shared/user-error";
import { type Machine, thisMachine } from "./machine";

/** A program that must be installed. */
interface Requirement {
  readonly name: string;

  /** Minimum version: major and minor. */
  readonly oldest: readonly [number, number];
  readonly why: string;

  /** Candidates: names in PATH, or paths. The first candidate that is new enough is used. */
  readonly candidates: (machine: Machine) => readonly string[];

  /** Arguments with which the program prints its version. */
  readonly versionArgs: readonly string[];

  /** Regular expression for the version in the output: major and minor. */
  readonly version: RegExp;
}

const requirements = {
  terraform: {
    name: "Terraform",
    oldest: [1, 10],
    why: "it deploys the stacks",
    candidates: () => ["terraform"],
    versionArgs: ["version"],
    version: /^Terraform v(\d+)\.(\d+)/m,
  },
  python: {
    name: "Python",
    oldest: [3, 10],
    why: "the AWS emulator runs on it",
    candidates: () => ["python3", "python"],
    versionArgs: ["--version"],
    version: /^Python (\d+)\.(\d+)/m,
  },
  java: {
    name: "Java",
    oldest: [24, 0],
    why: "Trino, which runs the saved queries, runs on it",
    candidates: javaCandidates,
    versionArgs: ["-version"],
    version: /version "(\d+)(?:\.(\d+))?/,
  },
  maven: {
    name: "Maven",
    oldest: [3, 6],
    why: "it downloads Trino",
    candidates: () => ["mvn"],
    versionArgs: ["--version"],
    version: /Apache Maven (\d+)\.(\d+)/,
  },
} satisfies Record<string, Requirement>;

export type ToolName = keyof typeof requirements;

/** A required program is missing or too old. */
export class MissingToolError extends UserError {
  override readonly name = "MissingToolError";
}

/**
 * Finds the commands of the required tools.
 *
 * @throws {MissingToolError} that lists every missing or outdated tool, and the required version
 */
export function findTools<Name extends ToolName>(
  names: readonly Name[],
  machine: Machine = thisMachine,
): Record<Name, string> {
  const problems: string[] = [];
  const found = names.map((name) => {
    const { command, problem } = find(requirements[name], machine);
    if (problem) problems.push(problem);
    return [name, command];
  });
  if (problems.length > 0) throw new MissingToolError(problems.join("\n"));
  return Object.fromEntries(found);
}

function find(requirement: Requirement, machine: Machine): { command?: string; problem?: string } {
  const { name, oldest, why } = requirement;
  const seen: string[] = [];
  for (const command of requirement.candidates(machine)) {
    const version = versionOf(command, requirement, machine);
    if (version === undefined) continue;
    if (isAtLeast(version, oldest)) return { command };
    seen.push(`${version.join(".")} (${command})`);
  }
  const found = seen.length > 0 ? `found ${seen.join(", ")}` : "found none";
  return {
    problem: `${name} ${oldest.join(".")} or newer is required (${why}), ${found}; install it and add it to the PATH`,
  };
}

function versionOf(
  command: string,
  { versionArgs, version }: Requirement,
  { root }: Machine,
): readonly [number, number] | undefined {
  const env = { ...process.env, CHECKPOINT_DISABLE: "1" };
  const { stdout, stderr } = spawnSync(isAbsolute(command) ? join(root, command) : command, versionArgs, {
    encoding: "utf8",
    env,
  });
  const match = version.exec(`${stdout ?? ""}${stderr ?? ""}`);
  return match ? [Number(match[1]), Number(match[2] ?? 0)] : undefined;
}

function isAtLeast([major, minor]: readonly [number, number], oldest: readonly [number, number]): boolean {
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

/** Paths of Java. A machine often has several versions, and the version in PATH is rarely the newest. */
function javaCandidates({ root, home }: Machine): string[] {
  const subfolders = (folder: string) =>
    existsSync(join(root, folder)) ? readdirSync(join(root, folder)).map((name) => join(folder, name)) : [];
  const homes = [
    ...(process.env["JAVA_HOME"] ? [process.env["JAVA_HOME"]] : []),
    ...subfolders("/usr/lib/jvm"),
    ...subfolders(join(home, ".sdkman/candidates/java")),
    "/opt/homebrew/opt/openjdk/libexec/openjdk.jdk/Contents/Home",
    ...subfolders("/Library/Java/JavaVirtualMachines").map((jdk) => join(jdk, "Contents/Home")),
  ];
  return ["java", ...homes.map((folder) => join(folder, "bin/java")).filter((path) => existsSync(join(root, path)))];
}
