import { sourceAccount } from "../../../../../modules/iam/grants/source-account";

test("sourceAccount is AWS's policy variable, escaped for Terraform", () => {
  expect(sourceAccount).toBe("$${aws:SourceAccount}");
});
