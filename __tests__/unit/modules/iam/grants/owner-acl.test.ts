import { ownerAcl } from "../../../../../modules/iam/grants/owner-acl";

test("ownerAcl requires the ACL that gives objects to the owner of the bucket", () => {
  expect(ownerAcl).toEqual({ "s3:x-amz-acl": "bucket-owner-full-control" });
});
