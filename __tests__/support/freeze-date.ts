/** Everything that Jest's fake clock replaces, except `Date`. */
const timers = [
  "hrtime",
  "nextTick",
  "performance",
  "queueMicrotask",
  "setImmediate",
  "clearImmediate",
  "setInterval",
  "clearInterval",
  "setTimeout",
  "clearTimeout",
] as const;

/** Sets the current time of `Date`. Timers keep working. The clock is real again after the test. */
export function freezeDate(now: Date): void {
  jest.useFakeTimers({ now, doNotFake: [...timers] });
}
