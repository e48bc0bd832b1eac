import { z } from "zod";
import { describe as describeIssue } from "../../../config/issue-messages";

const variants = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("queue") }),
  z.object({ kind: z.literal("topic") }),
  z.object({ kind: z.literal("bus") }),
]);
const messagesOf = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value, { error: describeIssue }).error?.issues.map(({ message }) => message);

describe("the message about a value that fits no alternative", () => {
  test.each([{ kind: "stream" }, {}, { kind: 5 }])("lists the alternatives of the schema for %j", (value) => {
    expect(messagesOf(variants, value)).toEqual(["expected one of queue, topic, bus"]);
  });

  test.each([
    ["OFF", "; did you mean off?"],
    ["offf", "; did you mean off?"],
    ["maybe", ""],
    [7, ""],
  ])("suggests the value that is similar to %j", (value, hint) => {
    expect(messagesOf(z.enum(["on-change", "off"]), value)).toEqual([`expected one of on-change, off${hint}`]);
  });

  test("lists the values of an enumeration", () => {
    expect(messagesOf(z.enum(["on", "off"]), "maybe")).toEqual(["expected one of on, off"]);
  });
});
