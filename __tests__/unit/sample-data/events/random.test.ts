import { Random } from "../../../../sample-data/events/random";

const draws = <T>(times: number, draw: () => T): T[] => Array.from({ length: times }, draw);

describe("Random", () => {
  test("returns the same numbers for the same seed, and other numbers for another seed", () => {
    const sequence = (seed: string) => {
      const random = new Random(seed);
      return draws(20, () => [random.below(1_000_000), random.suffix(), random.uuid(), random.pick(["a", "b", "c"])]);
    };

    expect(sequence("2026-03-04")).toEqual(sequence("2026-03-04"));
    expect(sequence("2026-03-04")).not.toEqual(sequence("2026-03-05"));
  });

  test.each([1, 2, 7])("returns every whole number below %i with similar frequency, and no other number", (end) => {
    const random = new Random("numbers");
    const drawn = draws(end * 200, () => random.below(end));

    expect(new Set(drawn)).toEqual(new Set(Array.from({ length: end }, (_, i) => i)));
    for (let n = 0; n < end; n++) expect(drawn.filter((value) => value === n).length).toBeGreaterThan(100);
  });

  test("picks each of the values", () => {
    const random = new Random("picks");

    expect(new Set(draws(100, () => random.pick(["a", "b", "c"])))).toEqual(new Set(["a", "b", "c"]));
  });

  test("fails to pick from an empty list", () => {
    expect(() => new Random("picks").pick([])).toThrow("cannot pick from an empty list; pass at least one value");
  });

  test("returns sixteen different letters and digits for the name of each log file", () => {
    const random = new Random("suffixes");
    const suffixes = draws(500, () => random.suffix());

    expect(suffixes.filter((suffix) => !/^[A-Za-z0-9]{16}$/.test(suffix))).toEqual([]);
    expect(new Set(suffixes).size).toBe(500);
  });

  test("returns different UUIDs of version 4, also if the method is passed as a function", () => {
    const { uuid } = new Random("ids");
    const ids = draws(500, uuid);

    expect(ids.filter((id) => !/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toEqual(
      [],
    );
    expect(new Set(ids).size).toBe(500);
  });
});
