import { chatRegion } from "../../../../config/derived/chat-region";
import { parse } from "../configuration";

describe("the region of the chat service", () => {
  const slack = [{ workspaceId: "T1", channelId: "C1" }];

  test.each(["us-east-2", "us-west-2", "eu-west-1", "ap-southeast-1"])(
    "the region of the chat service is the home region %s",
    (homeRegion) => {
      expect(chatRegion(parse({ homeRegion, "notifications.slack": slack }))).toBe(homeRegion);
    },
  );

  test.each(["eu-central-1", "us-east-1"])(
    "the region of the chat service is another region if the home region %s has no API of the service",
    (homeRegion) => {
      expect(chatRegion(parse({ homeRegion, "notifications.slack": slack }))).toBe("us-east-2");
    },
  );

  test("the region of the chat service is undefined without a configured channel", () => {
    expect(chatRegion(parse())).toBeUndefined();
  });
});
