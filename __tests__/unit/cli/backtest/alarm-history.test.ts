import { AlarmHistory } from "../../../../cli/backtest/alarm-history";

describe("a simulated alarm", () => {
  const firings = (rows: { threshold?: number; periodSeconds?: number }, ...times: readonly string[]) => {
    const history = new AlarmHistory(rows);
    for (const time of times) history.add(Date.parse(`2026-03-01T${time}Z`));
    return history.firings().map(({ from, to, events }) => `${from.slice(11, 16)} ${to.slice(11, 16)} ${events}`);
  };

  test("a simulated alarm is raised in the period of the event, which begins at a multiple of the period's length", () => {
    expect(firings({}, "10:04:59", "11:05:00")).toEqual(["10:00 10:05 1", "11:05 11:10 1"]);
  });

  test("a simulated alarm is raised at the threshold, but not below it", () => {
    expect(firings({ threshold: 3 }, "10:00:00", "10:04:59", "10:05:00")).toEqual([]);
    expect(firings({ threshold: 3 }, "10:00:00", "10:02:00", "10:04:59")).toEqual(["10:00 10:05 3"]);
  });

  test("counts consecutive periods as one alarm, and separate periods as two", () => {
    expect(firings({}, "10:16:00", "10:01:00", "10:06:00")).toEqual(["10:00 10:10 2", "10:15 10:20 1"]);
  });

  test("uses the period of its detection", () => {
    expect(firings({ threshold: 2, periodSeconds: 600 }, "10:04:00", "10:06:00")).toEqual(["10:00 10:10 2"]);
  });

  test("counts the periods of a year, and reports the number of additional matches", () => {
    const history = new AlarmHistory({});
    for (let period = 0; period < 110_003; period++) history.add(period * 300_000);
    history.add(0);

    expect(history.uncounted).toBe(3);
    expect(history.firings()).toHaveLength(1);
  });
});
