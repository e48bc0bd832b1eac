import { catalogReading, keyThroughS3, resultWriting } from "../../../../modules/iam/query-grants";
import { account, arn, partition } from "../../../../sample-data/values";

const catalog = { partition, accountId: account(2), region: "eu-west-1", databaseName: "acme_audit" };
const glue = (resource: string) => arn("glue", "eu-west-1", account(2), resource);

test("catalogReading allows only reading the tables of one database, or one table", () => {
  for (const [tableName, expected] of [
    [undefined, "*"],
    ["flow_logs", "flow_logs"],
  ] as const) {
    const { Action, Resource } = catalogReading({ ...catalog, ...(tableName && { tableName }) });

    expect(Resource).toEqual([
      glue("catalog"),
      glue("database/acme_audit"),
      glue("database/default"),
      glue(`table/acme_audit/${expected}`),
    ]);
    for (const action of [Action].flat()) expect(action).toMatch(/^glue:(BatchGet|Get)/);
  }
});

test("keyThroughS3 allows the use of one key, only through S3", () => {
  expect(keyThroughS3("key", "s3.eu-west-1.amazonaws.com")).toMatchObject({
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Resource: "key",
    Condition: { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } },
  });
});

test("resultWriting allows writing and listing objects below the name of the workgroup", () => {
  const bucket = arn("s3", "", "", "acme-results");
  const [locate, list, write, ...more] = resultWriting(bucket, "acme-audit");

  expect(more).toEqual([]);
  expect(locate).toMatchObject({ Action: ["s3:GetBucketLocation"], Resource: bucket });
  expect(list?.Condition).toEqual({ StringLike: { "s3:prefix": ["acme-audit", "acme-audit/*"] } });
  expect(write?.Resource).toBe(`${bucket}/acme-audit/*`);
});
