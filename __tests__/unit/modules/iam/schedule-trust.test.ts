import { scheduleTrustJson } from "../../../../modules/iam/schedule-trust";
import { account, arn, partition } from "../../../../sample-data/values";

test("scheduleTrustJson allows only schedules of the default group of one account and region to assume a role", () => {
  expect(JSON.parse(scheduleTrustJson({ partition, accountId: account(2), region: "eu-west-1" }))).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "scheduler.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: {
            "aws:SourceAccount": account(2),
            "aws:SourceArn": arn("scheduler", "eu-west-1", account(2), "schedule-group/default"),
          },
        },
      },
    ],
  });
});
