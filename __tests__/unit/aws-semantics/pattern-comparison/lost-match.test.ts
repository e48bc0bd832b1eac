import { cacheLosses } from "../../../../aws-semantics/pattern-comparison/lost-match";

test("each pair of patterns is compared once", () => {
  const compared: string[] = [];
  const lostBy = cacheLosses((before, after) => {
    compared.push(`${before} ${after}`);
    return { kind: "event", example: before };
  });

  expect(
    [lostBy("a", "b"), lostBy("a", "b"), lostBy("b", "a")].map((lost) => lost.kind === "event" && lost.example),
  ).toEqual(["a", "a", "b"]);
  expect(compared).toEqual(["a b", "b a"]);
});

test("an unchanged pattern is not compared", () => {
  const lostBy = cacheLosses(() => {
    throw new Error("compared");
  });

  expect(lostBy("a", "a")).toEqual({ kind: "nothing" });
});
