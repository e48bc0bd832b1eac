import { fill } from "../../../../../features/search/opensearch/fill";

describe("fill", () => {
  test("replaces every placeholder", () => {
    expect(fill("{a} and {bC}, {a}", { a: "1", bC: "2" })).toBe("1 and 2, 1");
  });

  test("keeps the syntax of Data Prepper", () => {
    expect(fill("${/eventID} %{yyyy} {a}", { a: "1" })).toBe("${/eventID} %{yyyy} 1");
  });

  test("fails when a placeholder has no value", () => {
    expect(() => fill("{queueUrl}", {})).toThrow("no value for {queueUrl}; add a value, or correct the name");
  });

  test("fails when a value has no placeholder", () => {
    expect(() => fill("text", { a: "1", b: "2" })).toThrow(
      "the text has no placeholder {a}, {b}; remove the value, or add the placeholder",
    );
  });
});
