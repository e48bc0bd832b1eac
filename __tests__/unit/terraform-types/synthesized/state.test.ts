import { existingResources } from "../../../../terraform-types/synthesized/state";

test("data sources and resources whose creation was interrupted do not exist", () => {
  const resource = (mode: string, name: string, instances: readonly object[]) => {
    return { mode, type: "aws_sns_topic", name, instances };
  };
  const topic = resource("managed", "Topic", [{ attributes: { name: "acme" } }]);
  const resources = [topic, resource("managed", "Interrupted", []), resource("data", "Data", [{}])];

  expect([...existingResources(JSON.stringify({ version: 4, resources }))]).toEqual([["aws_sns_topic.Topic", topic]]);
});

test.each(["", "\n", "{}", '{"version": 4}'])("a state without resources is empty: %j", (text) => {
  expect(existingResources(text).size).toBe(0);
});

test("a half-written state is an error", () => {
  expect(() => existingResources('{"version": 4, "resou')).toThrow(SyntaxError);
});
