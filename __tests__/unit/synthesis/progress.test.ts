import { Progress } from "../../../synthesis/progress";

/** Runs a loop of 10 steps, each of this duration in milliseconds, and returns the printed lines. */
function said(stepMilliseconds: number, isTTY: boolean): string[] {
  const written: string[] = [];
  let now = 0;
  const progress = new Progress(
    "accounts written",
    10,
    { isTTY, write: (text: string) => written.push(text) },
    () => now,
  );
  for (let i = 0; i < 10; i++) {
    now += stepMilliseconds;
    progress.step();
  }
  progress.finish();
  return written;
}

describe("Progress", () => {
  test("prints nothing in the first second", () => {
    expect(said(99, false)).toEqual([]);
  });

  test("prints after a second, then every five seconds in a log, and at the end", () => {
    expect(said(1000, false)).toEqual([
      "accounts written: 1 of 10 (10 %)\n",
      "accounts written: 6 of 10 (60 %)\n",
      "accounts written: 10 of 10 (100 %)\n",
    ]);
  });

  test("prints the end only once in a log", () => {
    expect(said(5000, false)).toHaveLength(10);
    expect(said(5000, false).at(-1)).toBe("accounts written: 10 of 10 (100 %)\n");
  });

  test("prints on one line of a terminal, and clears the line at the end", () => {
    const written = said(1000, true);

    expect(written[0]).toBe("\raccounts written: 1 of 10 (10 %)");
    expect(written).toHaveLength(11);
    expect(written.at(-1)).toBe("\r\u001b[K");
  });
});
