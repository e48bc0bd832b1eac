import { grants, sources, thisBucket } from "../../../../support/grants";
import { account } from "../../../../../sample-data/values";

test("versionListDelivery allows S3 to write the lists of the given buckets of the account, only below the prefix", () => {
  expect(grants.versionListDelivery()).toEqual([
    {
      Sid: "VersionListDelivery",
      Effect: "Allow",
      Principal: { Service: "s3.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: `${thisBucket}/s3-version-lists/*`,
      Condition: {
        ArnLike: { "aws:SourceArn": sources },
        StringEquals: { "aws:SourceAccount": account(2), "s3:x-amz-acl": "bucket-owner-full-control" },
      },
    },
  ]);
});
