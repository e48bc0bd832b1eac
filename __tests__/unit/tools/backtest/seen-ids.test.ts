import { SeenIds } from "../../../../tools/backtest/seen-ids";

describe("ids", () => {
  test("are recognized when they come again", () => {
    const seen = new SeenIds();

    expect(["a", "b", "a", "", "b", ""].map((id) => seen.isSeen(id))).toEqual([false, false, true, false, true, true]);
  });

  test("are recognized among the last million, and never taken for others", () => {
    const seen = new SeenIds();
    const id = (n: number) => `${n.toString(16).padStart(8, "0")}-0000-4000-8000-00000000000x`;
    let wrong = 0;
    for (let n = 0; n < 2_500_000; n++) if (seen.isSeen(id(n))) wrong++;

    expect(wrong).toBe(0);
    expect([2_499_999, 2_000_000, 1_500_001].map((n) => seen.isSeen(id(n)))).toEqual([true, true, true]);
    expect(seen.isSeen(id(0))).toBe(false);
  });
});
