import { BaseSequencer, type TestSpecification } from "vitest/node";
import { defineConfig } from "vitest/config";

/** The file that destroys the deployment that the others share: a file after it would deploy again, which takes minutes. */
const last = "teardown.test.ts";

/** Runs the tests by name, but that file after all others. */
class ByName extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const key = ({ moduleId }: TestSpecification) => `${Number(moduleId.endsWith(last))} ${moduleId}`;
    return files.toSorted((a, b) => key(a).localeCompare(key(b)));
  }
}

/**
 * Tests that need Terraform and the local AWS: they install what they need below .local/. `npm run test:opentofu` runs those
 * that need OpenTofu, and only those.
 */
const folder = process.env["npm_lifecycle_event"] === "test:opentofu" ? "opentofu" : "local";

export default defineConfig({
  test: {
    include: [`__tests__/${folder}/**/*.test.ts`],
    globals: true,
    globalSetup: "__tests__/local/support/run-folders.ts",
    fileParallelism: false,
    sequence: { sequencer: ByName },
    // No test measures time: whatever takes longer than this on a busy machine hangs
    testTimeout: 900_000,
    hookTimeout: 900_000,
  },
});
