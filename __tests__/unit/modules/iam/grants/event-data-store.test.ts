import { eventDataStoreEncryption } from "../../../../../modules/iam/grants/event-data-store";

describe("eventDataStoreEncryption", () => {
  test("lets CloudTrail encrypt, read and describe, and do nothing else", () => {
    expect(eventDataStoreEncryption().flatMap(({ Action }) => Action)).toEqual([
      "kms:GenerateDataKey",
      "kms:Decrypt",
      "kms:DescribeKey",
    ]);
  });

  test("lets nobody but CloudTrail in", () => {
    for (const { Effect, Principal } of eventDataStoreEncryption()) {
      expect({ Effect, Principal }).toEqual({ Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" } });
    }
  });

  test("has no condition, because CloudTrail Lake meets none", () => {
    for (const statement of eventDataStoreEncryption()) expect(statement).not.toHaveProperty("Condition");
  });
});
