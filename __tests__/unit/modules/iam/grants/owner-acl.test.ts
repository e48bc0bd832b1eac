import { ownerAcl } from "../../../../../modules/iam/grants/owner-acl";

test("gives objects to the bucket's owner", () => {
  expect(ownerAcl).toEqual({ "s3:x-amz-acl": "bucket-owner-full-control" });
});
