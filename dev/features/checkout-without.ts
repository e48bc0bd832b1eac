import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseDocument } from "yaml";

/** Folders that a copy does not need, or that it links. */
const skipped = new Set(["node_modules", ".git", ".local", "dist", "cdktf.out", "coverage"]);

/** A copy of the checkout without one feature: without its folder, its line in the list, its tests, and its settings in the examples. */
export class CheckoutWithout {
  /** Folder of the copy. */
  readonly folder: string;

  /** @param settings paths of its settings in the configuration, such as `siemFeeds` */
  constructor(name: string, settings: readonly string[]) {
    this.folder = mkdtempSync(join(tmpdir(), `without-${name}-`));
    for (const entry of readdirSync(".").filter((one) => !skipped.has(one)))
      cpSync(entry, join(this.folder, entry), { recursive: true });
    symlinkSync(join(process.cwd(), "node_modules"), join(this.folder, "node_modules"));
    this.#deleteFeature(name);
    this.#deleteSettings(settings);
  }

  /** Files below a folder of the copy, as paths from its root. */
  filesIn(folder: string): string[] {
    return readdirSync(join(this.folder, folder), { recursive: true, encoding: "utf8" }).map((file) =>
      join(folder, file),
    );
  }

  textOf(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }

  delete(): void {
    rmSync(this.folder, { recursive: true });
  }

  #deleteFeature(name: string): void {
    rmSync(join(this.folder, "features", name), { recursive: true });
    this.#edit("features/list.ts", (text) => text.replace(new RegExp(`\\s*"${name}",?`), ""));
    const tests = this.filesIn("__tests__").filter((path) => path.endsWith(`/features/${name}`));
    for (const path of tests) rmSync(join(this.folder, path), { recursive: true });
  }

  #deleteSettings(settings: readonly string[]): void {
    for (const path of this.filesIn("config").filter((one) => one.endsWith(".yaml"))) {
      const document = parseDocument(this.textOf(path));
      for (const setting of settings) document.deleteIn(setting.split("."));
      this.#edit(path, () => String(document));
    }
  }

  #edit(path: string, change: (text: string) => string): void {
    writeFileSync(join(this.folder, path), change(this.textOf(path)));
  }
}
