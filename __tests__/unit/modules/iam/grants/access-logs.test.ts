import { grants, sources, thisBucket } from "../../../../support/grants";
import { account } from "../../../../../sample-data/values";

describe("accessLogDelivery", () => {
  test("allows S3 to write the access logs of the listed buckets of the account, only below the prefix", () => {
    expect(grants.accessLogDelivery()).toEqual([
      {
        Sid: "S3ServerAccessLogsPolicy",
        Effect: "Allow",
        Principal: { Service: "logging.s3.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: `${thisBucket}/s3-access-logs/*`,
        Condition: {
          ArnLike: { "aws:SourceArn": sources },
          StringEquals: { "aws:SourceAccount": account(2) },
        },
      },
    ]);
  });
});
