import { step } from "../../../../tools/shared/steps";

// What a terminal would show, instead of drawing it
let mockShown: string[];
jest.mock("nanospinner", () => ({
  createSpinner: (text: string, { stream }: { stream: unknown }) => {
    const show = (what: string) => (shown: { text: string }) => mockShown.push(`${what}: ${shown.text}`);
    const loop = () => {
      mockShown.push(`begun${stream === process.stderr ? "" : " on another stream"}: ${text}`);
      return { update: show("update"), success: show("done"), error: show("failed") };
    };
    return { loop };
  },
}));

beforeEach(() => {
  mockShown = [];
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

const terminal = (isTTY: boolean) => Object.assign(process.stderr, { isTTY });
const wasTerminal = process.stderr.isTTY;
afterAll(() => terminal(wasTerminal));

/** Work of 2.6 seconds that says something more after 1.2 of them. */
const work = async (say: (detail: string) => void) => {
  await jest.advanceTimersByTimeAsync(1_200);
  say("820 MB");
  await jest.advanceTimersByTimeAsync(1_400);
  return "result";
};

describe("a step", () => {
  test("returns what the work returns, and says when it began and how long it took", async () => {
    terminal(false);

    expect(await step("installing", work)).toBe("result");

    expect(mockShown).toEqual(["begun: installing", "done: installing · 3 s"]);
  });

  test("says on a terminal, each second and at once when there is more to say, how far it is", async () => {
    terminal(true);

    await step("installing", work);

    expect(mockShown).toEqual([
      "begun: installing",
      "update: installing · 1 s",
      "update: installing · 820 MB · 1 s",
      "update: installing · 820 MB · 2 s",
      "done: installing · 3 s",
    ]);
  });

  test.each([true, false])("fails with the work's own error, and says so; on a terminal: %p", async (isTTY) => {
    terminal(isTTY);
    const failure = new Error("no space left");

    await expect(step("installing", () => Promise.reject(failure))).rejects.toBe(failure);

    expect(mockShown).toEqual(["begun: installing", "failed: installing · failed after 0 s"]);
  });

  test.each([() => Promise.resolve(), () => Promise.reject(new Error("no space left"))])(
    "says nothing more once it is over: %#",
    async (over) => {
      terminal(true);
      await step("installing", over).catch(() => undefined);
      const shown = mockShown.length;

      await jest.advanceTimersByTimeAsync(5_000);

      expect(mockShown).toHaveLength(shown);
      expect(jest.getTimerCount()).toBe(0);
    },
  );
});
