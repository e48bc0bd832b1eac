/** The ACL that AWS services send with logs. A bucket with disabled ACLs accepts only this ACL. */
export const ownerAcl = { "s3:x-amz-acl": "bucket-owner-full-control" };
