import { sourceAccount } from "../../../../../modules/iam/grants/source-account";

test("is AWS's policy variable, which Terraform leaves as it is", () => {
  expect(sourceAccount).toBe("$${aws:SourceAccount}");
});
