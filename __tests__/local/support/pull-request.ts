import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundledProgram } from "./bundled-program";

/** Configurations of a pull request. The second has a weaker lock. */
export const example = readFileSync("config/example.yaml", "utf8");
export const weaker = `${example}archive:\n  lock: { mode: none }\n`;

/** A checkout of a pull request in a temporary folder, and replacements of the programs of a runner. */
export class PullRequest {
  readonly folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
  readonly source = join(this.folder, "source");

  static async create(): Promise<PullRequest> {
    return new PullRequest(await bundledProgram());
  }

  /** @param program arguments of Node that start `trailkeeper` */
  private constructor(program: readonly string[]) {
    for (const name of ["bin", "temp", "source"]) mkdirSync(join(this.folder, name));
    const quoted = [process.execPath, ...program].map((part) => `'${part}'`).join(" ");
    this.program(
      "trailkeeper",
      `if [ -n "\${GH_TOKEN:-}\${TRAILKEEPER_TOKEN:-}" ]; then echo "trailkeeper has a token" >&2; exit 70; fi\nexec ${quoted} "$@"`,
    );
    // `npm install --prefix <empty folder> … trailkeeper@<version>` installs this checkout
    this.program(
      "npm",
      `[ "$1 $2" = "install --prefix" ] && [ "$PWD" = "$3" ] && [ -z "$(ls -A)" ] || exit 71
      echo "\${@: -1}" >> ${this.folder}/versions
      mkdir -p node_modules/.bin && cp ${this.folder}/bin/trailkeeper node_modules/.bin/`,
    );
  }

  /** Adds a program to the head that npx prefers to the published program, and a registry that does not exist. */
  forge(): void {
    const bin = join(this.source, "node_modules/.bin");
    const installed = join(this.source, "node_modules/trailkeeper");
    for (const path of [bin, installed]) mkdirSync(path, { recursive: true });
    const name = "source/node_modules/trailkeeper";
    const manifest = { name: "trailkeeper", version: "9.9.9", bin: { trailkeeper: "forged.sh" } };
    this.write(`${name}/package.json`, JSON.stringify(manifest));
    for (const path of [`${name}/forged.sh`, "source/node_modules/.bin/trailkeeper"])
      this.write(path, `#!/bin/bash\ntouch ${this.folder}/forged\n`, 0o755);
    this.write("source/.npmrc", "registry=http://127.0.0.1:9/\nfetch-retries=0\n");
  }

  /** Returns whether the program of the head ran. */
  get isForged(): boolean {
    return existsSync(join(this.folder, "forged"));
  }

  /** Returns every requested version of the package, once. */
  get versions(): string[] {
    return [...new Set(readFileSync(join(this.folder, "versions"), "utf8").trim().split("\n"))];
  }

  /** Returns the environment of a script: only the path of its programs, and nothing of this process. */
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
   * Creates a repository with a base and a head. An undefined configuration is missing.
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
