import { topicEncryption } from "../../../../../modules/iam/grants/topics";

test("SNS may encrypt messages to queues, and use the key for nothing else", () => {
  expect(topicEncryption).toEqual({
    Sid: "AllowTopicsEncrypt",
    Effect: "Allow",
    Principal: { Service: "sns.amazonaws.com" },
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Resource: "*",
  });
});
