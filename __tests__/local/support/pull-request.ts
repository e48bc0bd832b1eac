import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { trailkeeperArguments } from "../../support/command-line";

/** Configurations of a pull request: the second has a lock that is weaker. */
export const example = readFileSync("config/example.yaml", "utf8");
export const weaker = `${example}archive:\n  lock: { mode: none }\n`;

/** A checkout of a pull request in a temporary folder, and programs that stand in for those of a runner. */
export class PullRequest {
  readonly folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
  readonly source = join(this.folder, "source");

  constructor() {
    for (const name of ["bin", "temp", "source"]) mkdirSync(join(this.folder, name));
    const quoted = [process.execPath, ...trailkeeperArguments].map((part) => `'${part}'`).join(" ");
    // `npx --yes trailkeeper@<version> …` runs this checkout
    this.program("npx", `echo "$2" >> ${this.folder}/versions\nshift 2\nexec ${quoted} "$@"`);
  }

  /** Every version of the package that was asked for, once. */
  get versions(): string[] {
    return [...new Set(readFileSync(join(this.folder, "versions"), "utf8").trim().split("\n"))];
  }

  /** Environment of a script: nothing of this process but the path of its programs. */
  get env(): NodeJS.ProcessEnv {
    return {
      PATH: `${join(this.folder, "bin")}:${process.env["PATH"]}`,
      HOME: this.folder,
      TMPDIR: `${this.folder}/temp`,
    };
  }

  write(path: string, text: string, mode = 0o644): void {
    writeFileSync(join(this.folder, path), text, { mode });
  }

  program(name: string, script: string): void {
    this.write(`bin/${name}`, `#!/bin/bash\n${script}\n`, 0o755);
  }

  /**
   * Makes a repository with a base and a head. Undefined: the configuration is missing.
   *
   * @returns the commit of the base
   */
  commit(base: string | undefined, head: string): string {
    this.git("init", "--quiet");
    this.git("remote", "add", "origin", this.source);
    if (base !== undefined) this.write("source/audit.yaml", base);
    this.write("source/review.yaml", "suppressions: []\n");
    this.git("add", "--all");
    this.git("commit", "--quiet", "--message", "base");
    const commit = this.git("rev-parse", "HEAD");
    this.write("source/audit.yaml", head);
    return commit;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  private git(...args: readonly string[]): string {
    const author = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
    return execFileSync("git", ["-C", this.source, ...author, ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  }
}
