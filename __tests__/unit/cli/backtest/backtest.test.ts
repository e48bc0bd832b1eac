import { detections } from "../../../../detections/catalog/all";
import { Backtest } from "../../../../cli/backtest/backtest";
import { QuietEvent } from "../../../../cli/backtest/quiet/quiet-event";
import type { Selection } from "../../../../cli/backtest/selection";
import { day } from "../../../support/ordinary-day";
import { account } from "../../../../sample-data/values";

/** The events of a day, ten copies of them with other ids, and the same events again. */
const days = Array.from({ length: 12 }, (_, n) =>
  day.map((event) => ({ ...event, eventID: `${n % 11}-${event.eventID}` })),
);
const parts = days.flatMap((events) => [events.slice(0, 500), events.slice(500, 1_000), events.slice(1_000)]);
const refused = () => {
  throw new Error("an event of the day was refused");
};

/** Returns everything that the backtest counts. */
function counted({ events, duplicates, leftOut, first, last, tallies }: Backtest): object {
  const rows = tallies.map((tally) => {
    const rankings = [tally.principals.top(), tally.accounts.top(), tally.calls.top()];
    return [tally.detection.id, tally.events, tally.first, tally.last, tally.history.firings(), rankings];
  });
  return { events, duplicates, leftOut, first, last, rows };
}

const selections: readonly Selection[] = [
  {},
  { from: "2027-01-01" },
  { to: day[700]?.eventTime.slice(0, 10) ?? "" },
  { accounts: [day[0]?.recipientAccountId ?? ""] },
  { accounts: [account(9)] },
];

test.each(selections)(
  "quiet events are counted like events that are parsed completely, with the selection %j",
  (selection) => {
    const [backtest, complete] = [new Backtest(detections, selection), new Backtest(detections, selection)];
    let quiet = 0;
    for (const events of parts) {
      const values = backtest.parse(JSON.stringify(events), '{"eventVersion"') ?? [];
      quiet += values.filter((value) => value instanceof QuietEvent).length;
      backtest.take(values, refused);
      complete.take(events, refused);
    }

    expect(quiet).toBeGreaterThan(day.length * 6);
    expect(counted(backtest)).toEqual(counted(complete));
  },
);

test("the events of this test include duplicates and matches of many detections", () => {
  const backtest = new Backtest(detections);
  for (const events of parts) backtest.take(events, refused);

  expect([backtest.events, backtest.duplicates]).toEqual([day.length * 11, day.length]);
  expect(backtest.tallies.filter(({ events }) => events > 0).length).toBeGreaterThan(20);
});
