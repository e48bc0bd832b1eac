import { loadedAt } from "./loaded-once";

test("a test that replaces functions, properties and the clock", () => {
  jest.spyOn(process, "cwd").mockReturnValue("/replaced");
  jest.replaceProperty(process, "title", "replaced");
  jest.useFakeTimers({ now: 0 });
  expect([process.cwd(), process.title, Date.now()]).toEqual(["/replaced", "replaced", 0]);
});

test("the next test sees the real ones", () => {
  expect([process.cwd(), process.title]).not.toContain("replaced");
  expect(Date.now()).toBeGreaterThan(0);
});

test(`modules loaded at ${loadedAt}`, () => {});
