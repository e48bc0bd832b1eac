import { installSpark, testJob } from "../../local-aws/lakehouse/spark";
import { findTools } from "../../local-aws/requirements";

/**
 * The tests of `__tests__/lakehouse/test_load.py` that every change must pass. The others take minutes. `npm run
 * test:lakehouse` runs all of them.
 */
const quick = [
  "BatchTest",
  "CommandTest",
  "LoadTest.test_new_fields_are_kept_in_other_fields",
  "LoadTest.test_lines_that_cannot_be_parsed_are_kept_in_the_quarantine",
];

test("the job loads new, replaced and broken objects in a real Spark session", async () => {
  const { python, maven } = findTools(["python", "maven"]);

  await testJob(
    await installSpark(python, maven),
    process.env["npm_lifecycle_event"] === "test:lakehouse" ? [] : quick,
  );
});
