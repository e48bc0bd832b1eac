import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Machine } from "../../../local-aws/machine";
import { findTools, MissingToolError, type ToolName } from "../../../local-aws/requirements";

// The machine of the tests: it contains only the tools below its root
let machine: Machine;

beforeEach(() => {
  machine = { root: mkdtempSync(join(tmpdir(), "trailkeeper-")), home: "/home/somebody" };
  jest.replaceProperty(process, "env", { PATH: join(machine.root, "path") });
});
afterEach(() => rmSync(machine.root, { recursive: true }));

/** Installs a program that prints `says` for its version argument, and nothing for other arguments. */
function install(path: string, versionArgument: string, says: string, stream = 1): void {
  const file = join(machine.root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n[ "$*" = "${versionArgument}" ] && echo '${says}' >&${stream}\n`);
  chmodSync(file, 0o755);
}
const terraform = (version: string) => install("path/terraform", "version", `Terraform v${version}\non linux_amd64`);
const python = (version: string, name = "python3") => install(`path/${name}`, "--version", `Python ${version}`);
const maven = (version: string) => install("path/mvn", "--version", `Apache Maven ${version} (4c6)\nMaven home: /mvn`);
const java = (version: string, path = "path/java") =>
  install(path, "-version", `openjdk version "${version}" 2026-01-20\nOpenJDK Runtime Environment`, 2);

/** Returns the lines of the error about missing tools, one for each tool. */
function refusal(...names: readonly ToolName[]): string[] {
  try {
    findTools(names, machine);
  } catch (error) {
    if (error instanceof MissingToolError) return error.message.split("\n");
  }
  return [];
}

describe("findTools", () => {
  test("returns the command of each requested tool", () => {
    terraform("1.10.0");
    python("3.10.0");
    java("24.0.1");
    maven("3.6.3");

    expect(findTools(["terraform", "python", "java", "maven"], machine)).toEqual({
      terraform: "terraform",
      python: "python3",
      java: "java",
      maven: "mvn",
    });
    expect(findTools(["python"], machine)).toEqual({ python: "python3" });
  });

  test("lists all missing tools at once, with the required version, the reason and the fix", () => {
    expect(refusal("terraform", "python", "java", "maven")).toEqual([
      "Terraform 1.10 or newer is required (it deploys the stacks), found none; install it and add it to the PATH",
      "Python 3.10 or newer is required (the AWS emulator runs on it), found none; install it and add it to the PATH",
      "Java 24.0 or newer is required (Trino, which runs the saved queries, runs on it), found none; install it and add it to the PATH",
      "Maven 3.6 or newer is required (it downloads Trino), found none; install it and add it to the PATH",
    ]);
  });

  test("ignores tools that exist or are not requested", () => {
    terraform("1.14.2");

    expect(refusal("terraform", "maven")).toEqual([expect.stringContaining("Maven 3.6 or newer")]);
  });

  test.each<[ToolName, (version: string) => void, string, string, string]>([
    ["terraform", terraform, "1.9.8", "1.9 (terraform)", "1.10.0"],
    ["terraform", terraform, "0.15.5", "0.15 (terraform)", "2.0.0"],
    ["python", python, "3.9.21", "3.9 (python3)", "3.10.0"],
    ["python", python, "2.7.18", "2.7 (python3)", "4.0.0"],
    ["java", java, "23.0.2", "23.0 (java)", "24"],
    ["java", java, "1.8.0_392", "1.8 (java)", "25-ea"],
    ["maven", maven, "3.5.4", "3.5 (mvn)", "3.6.0"],
    ["maven", maven, "2.2.1", "2.2 (mvn)", "4.0.0-rc-5"],
  ])("refuses %s with an old version, and accepts a new version: %#", (name, put, older, found, enough) => {
    put(older);
    expect(refusal(name)).toEqual([expect.stringContaining(`, found ${found}; `)]);

    put(enough);
    expect(refusal(name)).toEqual([]);
  });

  test("uses python if python3 is missing or too old", () => {
    python("3.12.1", "python");
    expect(findTools(["python"], machine)).toEqual({ python: "python" });

    python("3.8.0");
    expect(findTools(["python"], machine)).toEqual({ python: "python" });
  });

  test("prefers python3", () => {
    python("3.12.1", "python");
    python("3.11.0");

    expect(findTools(["python"], machine)).toEqual({ python: "python3" });
  });

  test.each([
    ["prints no version", "echo hello"],
    ["fails", "exit 1"],
    ["is not executable", ""],
  ])("refuses a program that %s", (_, source) => {
    install("path/terraform", "version", "");
    writeFileSync(join(machine.root, "path/terraform"), source && `#!/bin/sh\n${source}\n`);

    expect(refusal("terraform")).toEqual([expect.stringContaining("found none")]);
  });

  test("disables Terraform's check for a newer version", () => {
    install("path/terraform", "version", "");
    const source = `#!/bin/sh\n[ "$CHECKPOINT_DISABLE" ] && echo 'Terraform v1.10.0'\n`;
    writeFileSync(join(machine.root, "path/terraform"), source);

    expect(refusal("terraform")).toEqual([]);
  });
});

describe("among several versions of Java", () => {
  test.each([
    ["JAVA_HOME", "/jdk", "/jdk/bin/java"],
    ["the folder of Linux distributions", undefined, "/usr/lib/jvm/java-25/bin/java"],
    ["the folder of SDKMAN", undefined, "/home/somebody/.sdkman/candidates/java/25.0.1-tem/bin/java"],
    ["the folder of macOS", undefined, "/Library/Java/JavaVirtualMachines/temurin-25.jdk/Contents/Home/bin/java"],
  ])("one in %s is found", (_, home, path) => {
    if (home) process.env["JAVA_HOME"] = home;
    java("17.0.1");
    java("25.0.1", path);

    expect(findTools(["java"], machine)).toEqual({ java: path });
  });

  test("the first version that is new enough is used, in this order: the PATH, JAVA_HOME, then by name", () => {
    process.env["JAVA_HOME"] = "/jdk";
    const paths = ["/usr/lib/jvm/a/bin/java", "/usr/lib/jvm/b/bin/java"];
    java("17.0.1", paths[0]);
    java("26.0.0", paths[1]);
    expect(findTools(["java"], machine)).toEqual({ java: paths[1] });

    java("24.0.0", paths[0]);
    expect(findTools(["java"], machine)).toEqual({ java: paths[0] });

    java("25.0.0", "/jdk/bin/java");
    expect(findTools(["java"], machine)).toEqual({ java: "/jdk/bin/java" });

    java("24.0.1");
    expect(findTools(["java"], machine)).toEqual({ java: "java" });
  });

  test("all versions are listed if none is new enough, and a folder without Java is ignored", () => {
    mkdirSync(join(machine.root, "usr/lib/jvm/empty"), { recursive: true });
    java("17.0.1");
    java("1.8.0", "/usr/lib/jvm/java-8/bin/java");

    expect(refusal("java")).toEqual([
      expect.stringContaining(", found 17.0 (java), 1.8 (/usr/lib/jvm/java-8/bin/java); "),
    ]);
  });
});
