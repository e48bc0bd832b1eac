import { SeenIds } from "../../../../cli/backtest/seen-ids";
import { Dice } from "../../../support/dice";

describe("the memory of event ids", () => {
  test("recognizes ids that were seen before", () => {
    const seen = new SeenIds();

    expect(seen.areSeen(["a", "b", "a", "", "b", ""])).toEqual([false, false, true, false, true, true]);
    expect(seen.areSeen(["c", "a"])).toEqual([false, true]);
  });

  test("returns the same for a list as for single ids, and never recognizes a missing id", () => {
    const dice = new Dice(5);
    const ids = Array.from({ length: 3_000 }, () => (dice.below(9) === 0 ? undefined : `id-${dice.below(1_500)}`));
    const [together, oneByOne, known] = [new SeenIds(), new SeenIds(), new Set<string>()];
    const expected = ids.map((id) => {
      const isKnown = id !== undefined && known.has(id);
      if (id !== undefined) known.add(id);
      return isKnown;
    });

    expect(together.areSeen(ids)).toEqual(expected);
    expect(ids.flatMap((id) => oneByOne.areSeen([id]))).toEqual(expected);
  });

  test.each([255, 256, 257, 512])("recognizes ids within a list of %i, and after the list", (count) => {
    const seen = new SeenIds();
    const ids = Array.from({ length: count }, (_, n) => `id-${n}`);

    expect(seen.areSeen(ids)).toEqual(ids.map(() => false));
    expect(seen.areSeen(ids)).toEqual(ids.map(() => true));
  });

  test("recognizes each of the last million ids, and no other id", () => {
    const seen = new SeenIds();
    const id = (n: number) => `${n.toString(16).padStart(8, "0")}-0000-4000-8000-00000000000x`;
    let wrong = 0;
    for (let n = 0; n < 2_500_000; n += 1_000) {
      const ids = Array.from({ length: 1_000 }, (_, index) => id(n + index));
      wrong += seen.areSeen(ids).filter((isSeen) => isSeen).length;
    }

    expect(wrong).toBe(0);
    expect(seen.areSeen([2_499_999, 2_000_000, 1_500_001].map(id))).toEqual([true, true, true]);
    expect(seen.areSeen([id(0)])).toEqual([false]);
  });
});
