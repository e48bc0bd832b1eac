/** The ACL every AWS log producer sends; a bucket with ACLs off accepts this one and no other. */
export const ownerAcl = { "s3:x-amz-acl": "bucket-owner-full-control" };
