import { ownerAcl } from "../../../../../modules/iam/grants/owner-acl";

test("ownerAcl requires the ACL that makes the owner of the bucket the owner of the objects", () => {
  expect(ownerAcl).toEqual({ "s3:x-amz-acl": "bucket-owner-full-control" });
});
