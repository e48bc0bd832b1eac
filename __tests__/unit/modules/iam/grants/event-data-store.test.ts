import { eventDataStoreEncryption } from "../../../../../modules/iam/grants/event-data-store";

describe("eventDataStoreEncryption", () => {
  test("allows CloudTrail only to encrypt, decrypt and describe", () => {
    expect(eventDataStoreEncryption().flatMap(({ Action }) => Action)).toEqual([
      "kms:GenerateDataKey",
      "kms:Decrypt",
      "kms:DescribeKey",
    ]);
  });

  test("allows only CloudTrail", () => {
    for (const { Effect, Principal } of eventDataStoreEncryption()) {
      expect({ Effect, Principal }).toEqual({ Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" } });
    }
  });

  test("has no condition, because CloudTrail Lake supports none", () => {
    for (const statement of eventDataStoreEncryption()) expect(statement).not.toHaveProperty("Condition");
  });
});
