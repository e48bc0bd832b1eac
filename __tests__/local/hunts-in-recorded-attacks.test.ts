import { allHunts, isHistory } from "../../hunts/hunt";
import { withDefaults } from "../../hunts/tuned-hunt";
import { huntedAttacks } from "../../dev/docs/emulated-attacks";
import { attackFacts } from "../contracts/recorded/emulated-attacks/emulated-attacks";
import { attackEvents } from "../support/attack-events";
import { EventsInTrino } from "./support/events-in-trino";
import { HuntsInTrino } from "./support/hunts-in-trino";

const trino = new EventsInTrino();
const attacks = attackFacts.flatMap(({ rows }) => rows);

/** Hunts that need neither a history nor another source. Each has one row for each attack. */
const hunts = allHunts()
  .filter((hunt) => hunt.source === "cloudtrail" && hunt.with === undefined && !isHistory(hunt))
  .map((hunt) => {
    const attack = { name: "attack", sql: "split_part(event_id, '|', 1)" };
    return Object.assign(withDefaults(hunt), {
      subject: [...hunt.subject, attack],
      by: [...hunt.by, attack.name],
    });
  });

beforeAll(() => trino.start());
afterAll(() => trino.removeTables());

test("the hunts that find each recorded attack are listed on the coverage page", async () => {
  const events = attacks.flatMap((attack) =>
    attackEvents(attack).map((event, i) =>
      Object.assign({}, event, {
        eventID: `${attack.what.replaceAll(".", "/")}|${i}`,
        // One second apart, as the tool calls
        eventTime: `2026-01-15T12:00:${String(i).padStart(2, "0")}Z`,
      }),
    ),
  );
  const table = await trino.table("attacks", { "2026/01/15": events });
  const run = { run: "run", from: "2026/01/14", to: "2026/01/15" };
  const inTrino = await HuntsInTrino.create(trino, "rows_of_attacks");
  const found = await inTrino.run(hunts, { source: "cloudtrail", tables: [table] }, run);
  const pairs = Object.entries(found).flatMap(([hunt, rows]) =>
    rows.map((row) => [row.at(-1)?.replaceAll("/", ".") ?? "", hunt] as const),
  );
  const byAttack = Object.fromEntries(
    attacks.flatMap(({ what }) => {
      const names = new Set(pairs.flatMap(([attack, hunt]) => (attack === what ? [hunt] : [])));
      return names.size === 0 ? [] : [[what, [...names].toSorted()]];
    }),
  );

  expect(byAttack).toEqual(huntedAttacks);
});
