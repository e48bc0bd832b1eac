import { withContext } from "../../with-context";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";

// Each of these tests fails. `__tests__/contracts/test-runner.test.ts` checks how

test("a test that hangs", () => new Promise(() => {}));

test("a wrong value", () => expect(3).toBe(4));

test("a wrong value in a loop", () => withContext("the third account", () => expect(3).toBe(4)));

test("a replaced module", () => void jest.mock("node:fs"));

test("a missing Terraform resource", () =>
  expect("{}").toHaveResourceWithProperties(S3Bucket, { bucket: "acme-logs" }));
