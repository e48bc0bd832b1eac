import { join } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { defineConfig } from "vitest/config";

/**
 * Files that run after all others. The first four share a Trino, which uses processor time until the end of the run. Then one file
 * delivers events that queries of other files would find. The last destroys the deployment that all files share, so that a later
 * file would deploy again, which takes minutes.
 */
const last = [
  "dashboards-on-trino.test.ts",
  "hunts-in-recorded-attacks.test.ts",
  "hunts-on-trino.test.ts",
  "hunts-one-pass.test.ts",
  "hunts-deployed.test.ts",
  "teardown.test.ts",
];

/** Runs the files in alphabetical order, and the files of `last` at the end. */
class ByName extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const key = ({ moduleId }: TestSpecification) =>
      `${last.findIndex((name) => moduleId.endsWith(name)) + 1} ${moduleId}`;
    return files.toSorted((a, b) => key(a).localeCompare(key(b)));
  }
}

/**
 * Tests that need Terraform and the local AWS: they install what they need below .local/. `npm run test:opentofu` runs only the
 * tests that need OpenTofu.
 */
const folder = process.env["npm_lifecycle_event"] === "test:opentofu" ? "opentofu" : "local";

export default defineConfig({
  resolve: { alias: { archiver: join(import.meta.dirname, "__tests__/support/no-archiver.js") } },
  test: {
    include: [`__tests__/${folder}/**/*.test.ts`],
    globals: true,
    globalSetup: "__tests__/local/support/run-folders.ts",
    setupFiles: ["__tests__/support/leave-no-trace.ts"],
    fileParallelism: false,
    // Modules are loaded once for many files: see docs/decisions/0046-test-process-sharing.md
    isolate: false,
    pool: "forks",
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
    experimental: { fsModuleCache: true, fsModuleCachePath: ".local/cache/vitest" },
    sequence: { sequencer: ByName },
    // No test measures time. A test that takes longer than this on a busy machine hangs
    testTimeout: 900_000,
    hookTimeout: 900_000,
  },
});
