import { computeOnce } from "../../../shared/compute-once";

test("a result is computed once for each object", () => {
  const compute = jest.fn(({ name }: { readonly name: string }) => ({ greeting: `hello ${name}` }));
  const greet = computeOnce(compute);
  const ann = { name: "Ann" };

  expect(greet(ann)).toBe(greet(ann));
  expect(greet({ name: "Ann" })).not.toBe(greet(ann));
  expect(greet({ name: "Bob" })).toEqual({ greeting: "hello Bob" });
  expect(compute).toHaveBeenCalledTimes(3);
});
