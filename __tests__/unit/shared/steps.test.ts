import type { createSpinner } from "nanospinner";
import { type Say, step } from "../../../shared/steps";

// A replacement of the spinner, which records what a terminal would show
let shown: string[];
const spinnerOf = ((text: string, { stream }: { stream: unknown }) => {
  const show = (what: string) => (now: { text: string }) => shown.push(`${what}: ${now.text}`);
  const loop = () => {
    shown.push(`begun${stream === process.stderr ? "" : " on another stream"}: ${text}`);
    return { update: show("update"), success: show("done"), error: show("failed") };
  };
  return { loop };
}) as unknown as typeof createSpinner;

const installing = <T>(work: (say: Say) => Promise<T>) => step("installing", work, spinnerOf);

beforeEach(() => {
  shown = [];
  jest.useFakeTimers();
});

const terminal = (isTTY: boolean) => Object.assign(process.stderr, { isTTY });
const wasTerminal = process.stderr.isTTY;
afterAll(() => terminal(wasTerminal));

/** Runs for 2.6 seconds, and prints a second message after 1.2 seconds. */
const work = async (say: Say) => {
  await jest.advanceTimersByTimeAsync(1_200);
  say("820 MB");
  await jest.advanceTimersByTimeAsync(1_400);
  return "result";
};

describe("a step", () => {
  test("returns the result of its function, and prints its name and its duration", async () => {
    terminal(false);

    expect(await installing(work)).toBe("result");

    expect(shown).toEqual(["begun: installing", "done: installing · 3 s"]);
  });

  test("prints the progress on a terminal each second, and at once for a new detail", async () => {
    terminal(true);

    await installing(work);

    expect(shown).toEqual([
      "begun: installing",
      "update: installing · 1 s",
      "update: installing · 820 MB · 1 s",
      "update: installing · 820 MB · 2 s",
      "done: installing · 3 s",
    ]);
  });

  test.each([true, false])(
    "fails with the error of the function, and prints the failure (on a terminal: %o)",
    async (isTTY) => {
      terminal(isTTY);
      const failure = new Error("no space left");

      await expect(installing(() => Promise.reject(failure))).rejects.toBe(failure);

      expect(shown).toEqual(["begun: installing", "failed: installing · failed after 0 s"]);
    },
  );

  test.each([() => Promise.resolve(), () => Promise.reject(new Error("no space left"))])(
    "prints nothing after its end: %#",
    async (over) => {
      terminal(true);
      await installing(over).catch(() => undefined);
      const before = shown.length;

      await jest.advanceTimersByTimeAsync(5_000);

      expect(shown).toHaveLength(before);
      expect(jest.getTimerCount()).toBe(0);
    },
  );
});
