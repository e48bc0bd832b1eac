import { type FieldCondition, lostFields } from "../../../../aws-semantics/pattern-comparison/field-condition";

const is = (field: string, wanted: unknown): FieldCondition => ({
  kind: "field",
  field,
  holds: (value) => value === wanted,
});
const samples = new Map(["a", "b", "c"].map((field) => [field, ["x", "y", undefined]]));
const all = (...operands: readonly FieldCondition[]) => ({ kind: "and", operands }) as const;
const any = (...operands: readonly FieldCondition[]) => ({ kind: "or", operands }) as const;

describe("lostFields", () => {
  test("finds an event that only the first pattern matches", () => {
    expect(lostFields({ before: any(is("a", "x"), is("a", "y")), after: is("a", "x"), samples })).toEqual(
      new Map([["a", "y"]]),
    );
  });

  test("keeps the field of a new condition, but no field without an effect", () => {
    const before = any(all(is("b", "y"), is("c", "x")) as never, is("a", "x"));

    expect(
      lostFields({ before, after: all(is("a", "x"), is("d", "x")), samples: new Map([...samples, ["d", ["x", "y"]]]) }),
    ).toEqual(
      new Map([
        ["a", "x"],
        ["d", "y"],
      ]),
    );
  });

  test("loses no field if the second pattern matches every event of the first", () => {
    expect(lostFields({ before: all(is("a", "x"), is("b", "x")), after: is("a", "x"), samples })).toBe("none");
  });

  test("lostFields is unknown if no sample matches the first pattern", () => {
    expect(lostFields({ before: is("a", "z"), after: is("a", "x"), samples })).toBe("undecided");
  });

  test("lostFields is unknown if there are too many cases", () => {
    const fields = Array.from({ length: 30 }, (_, i) => `f${i}`);
    const pair = (field: string, i: number) => all(is(field, "x"), is(fields[(i + 1) % fields.length] ?? "", "x"));
    const many = { kind: "or", operands: fields.map(pair) } as const;
    const before = {
      kind: "and",
      operands: [many, { kind: "or", operands: fields.map((field) => is(field, "y")) }],
    } as const;

    expect(lostFields({ before, after: many, samples: new Map(fields.map((field) => [field, ["x", "y", "z"]])) })).toBe(
      "undecided",
    );
  });

  test("matches every event without operands", () => {
    expect(lostFields({ before: all(), after: is("a", "x"), samples })).toEqual(new Map([["a", "y"]]));
    expect(lostFields({ before: is("a", "x"), after: all(), samples })).toBe("none");
  });
});
