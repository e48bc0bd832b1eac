import { createClient } from "../../../shared/aws-client";

class Client {
  constructor(readonly config: Readonly<Record<string, unknown>>) {}
}

test("a client slows down when AWS throttles it, unless its settings choose otherwise", () => {
  expect(createClient(Client, "eu-west-1").config).toEqual({ retryMode: "adaptive", region: "eu-west-1" });
  expect(createClient(Client, "eu-west-1", { retryMode: "standard", maxAttempts: 1 }).config).toEqual({
    retryMode: "standard",
    maxAttempts: 1,
    region: "eu-west-1",
  });
});

test("the region is the given one, whatever the settings contain", () => {
  expect(createClient(Client, "eu-west-1", { region: "us-east-1" }).config["region"]).toBe("eu-west-1");
});
