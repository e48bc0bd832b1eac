import { writtenArchive } from "../../../../modules/archive/written-archive";
import { account } from "../../../../sample-data/values";

const props = {
  namePrefix: "acme",
  bucketName: "acme-logs",
  accountId: account(2),
  region: "cn-north-1",
  organizationId: "o-a1b2c3d4e5",
};

test("the ARN of the bucket is in the partition of the region, and the prefixes are the defaults except the given ones", () => {
  const { partition, bucketArn, prefixes } = writtenArchive({
    ...props,
    writers: { flowLogs: true },
    prefixes: { flowLogs: "network" },
  });

  expect(partition).toEqual({ name: "aws-cn", dnsSuffix: "amazonaws.com.cn" });
  expect(bucketArn).toBe(`arn:${partition.name}:s3:::acme-logs`);
  expect(prefixes).toMatchObject({ flowLogs: "network", dnsQueryLogs: "dns-logs" });
});

test("an archive without a writer has no writers and no earlier logs", () => {
  expect(writtenArchive({ ...props, writers: "none" })).toMatchObject({ writers: {}, hasEarlierLogs: false });
});
