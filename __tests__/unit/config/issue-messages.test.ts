import { z } from "zod";
import { describe as describeIssue } from "../../../config/issue-messages";

const variants = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("queue") }),
  z.object({ kind: z.literal("topic") }),
  z.object({ kind: z.literal("bus") }),
]);
const messagesOf = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value, { error: describeIssue }).error?.issues.map(({ message }) => message);

describe("a problem of a choice", () => {
  test.each([{ kind: "stream" }, {}, { kind: 5 }])("names the alternatives of its own schema for %j", (value) => {
    expect(messagesOf(variants, value)).toEqual(["expected one of queue, topic, bus"]);
  });

  test("names the values of an enumeration", () => {
    expect(messagesOf(z.enum(["on", "off"]), "maybe")).toEqual(["expected one of on, off"]);
  });
});
