import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { defineConfig } from "vitest/config";

const slowestFiles: readonly string[] = JSON.parse(
  readFileSync(join(import.meta.dirname, "__tests__/support/slowest-files.json"), "utf8"),
);

/**
 * Runs the slowest files first, so that all processes end at the same time. Before them, it runs the files that start many programs:
 * a process starts a program faster while its own memory is small. Vitest itself orders files by their last duration, which a fresh
 * clone does not have.
 */
class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- the method of a sequencer, which returns a new list
    const sorted = await super.sort(files);
    const placeOf = ({ moduleId }: TestSpecification) => {
      const place = slowestFiles.findIndex((name) => moduleId.endsWith(`/__tests__/${name}`));
      return place < 0 ? slowestFiles.length : place;
    };
    return sorted.toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}

/** Vitest shuffles the files only without another order. */
const isShuffled = process.argv.some((argument) => argument.startsWith("--sequence.shuffle"));

export default defineConfig({
  resolve: { alias: { archiver: join(import.meta.dirname, "__tests__/support/no-archiver.js") } },
  test: {
    include: ["__tests__/**/*.test.ts"],
    exclude: ["__tests__/local/**", "__tests__/opentofu/**"],
    globals: true,
    setupFiles: ["__tests__/support/leave-no-trace.ts"],
    sequence: isShuffled ? {} : { sequencer: SlowestFirst },
    // Modules are loaded once for each worker, and not once for each file: see docs/decisions/0046-test-process-sharing.md
    isolate: false,
    pool: "forks",
    maxWorkers: "100%",
    // The variable must be set before a module with the AWS SDK is loaded, and a module is loaded only once for many tests
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
    experimental: { fsModuleCache: true, fsModuleCachePath: ".local/cache/vitest" },
    execArgv: ["--max-semi-space-size=64"],
    // No test measures time. A test that takes longer than this on a busy machine hangs
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
