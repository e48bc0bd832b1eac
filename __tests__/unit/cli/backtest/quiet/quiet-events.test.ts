import { detections } from "../../../../../detections/catalog/all";
import { DetectionSet } from "../../../../../detections/engine/detection-set";
import { QuietEvent } from "../../../../../cli/backtest/quiet/quiet-event";
import { QuietEvents } from "../../../../../cli/backtest/quiet/quiet-events";
import { examples } from "../../../../../sample-data/detection-examples/all";
import { disguises } from "../../../../../sample-data/detection-examples/disguises";
import { Dice } from "../../../../support/dice";
import { day } from "../../../../support/ordinary-day";

type Event = Record<string, unknown>;

const set = new DetectionSet(detections);
const beginning = '{"eventVersion"';
const exampleEvents = Object.values(examples).flatMap(({ fires, quiet }) => fires.concat(quiet)) as unknown as Event[];
const parse = (text: string, quiet = new QuietEvents(set)) => quiet.parse(text, beginning);

/**
 * Events of one call, after which the shape of the given event is learned. A shape is computed only after 64 events of a call, so
 * the first 64 have only the fields that every event has.
 */
const repeated = (event: Event): Event[] => {
  const { eventVersion = "1", eventTime, eventSource, eventName, recipientAccountId } = event;
  const small = { eventVersion, eventTime, eventSource, eventName, recipientAccountId };
  return Array.from({ length: 70 }, (_, n) => ({ ...(n < 64 ? small : event), eventID: `id-${n}` }));
};

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Compares the events that are read from a list with the list. Returns the number of quiet events. */
function check(text: string, quiet: QuietEvents): number {
  const all = tryParse(text) as Event[] | undefined;
  const events = parse(text, quiet);
  const isQuiet = events?.map((event) => event instanceof QuietEvent) ?? [];
  const expected = all?.map((event, index) => {
    const { eventID, eventTime, recipientAccountId } = event;
    return isQuiet[index] ? { eventID, eventTime, recipientAccountId } : event;
  });
  // The events are compared as JSON, because a comparison of each field takes long
  expect(JSON.stringify(events)).toBe(JSON.stringify(expected));
  expect(all?.filter((event, index) => isQuiet[index] && set.matching(event).length > 0) ?? []).toEqual([]);
  return isQuiet.filter(Boolean).length;
}

/** Returns an event in which some strings come from other events. */
function mixed(dice: Dice, event: unknown, others: readonly unknown[]): unknown {
  if (typeof event === "string") {
    const texts = others.filter((other) => typeof other === "string");
    return texts.length > 0 && dice.below(4) === 0 ? dice.pick(texts) : event;
  }
  if (Array.isArray(event) || typeof event !== "object" || event === null) return event;
  const entries = Object.entries(event).map(([key, child]) => {
    return [
      key,
      mixed(
        dice,
        child,
        others.map((other) => (other as Event | null | undefined)?.[key]),
      ),
    ];
  });
  return Object.fromEntries(entries);
}

describe("every event of a list is read completely, or is quiet and matches no detection", () => {
  test("every event of a day is read completely, or is quiet and matches no detection, and more than nine tenths are quiet after some days", () => {
    const quiet = new QuietEvents(set);
    const parts = Array.from({ length: Math.ceil(day.length / 50) }, (_, n) =>
      JSON.stringify(day.slice(n * 50, n * 50 + 50)),
    );
    const aDay = () => parts.reduce((sum, text) => sum + check(text, quiet), 0);
    for (let days = 0; days < 5; days++) aDay();

    expect(aDay()).toBeGreaterThan(day.length * 0.9);
  });

  test("every example of every detection is read completely, or is quiet and matches no detection, after its shape is learned", () => {
    const found = exampleEvents.map((event) => check(JSON.stringify(repeated(event)), new QuietEvents(set)));

    expect(found.filter((count) => count > 0).length).toBeGreaterThan(200);
  });

  test("every example in every disguise is read completely, or is quiet and matches no detection, after the shape of the example is learned", () => {
    const worn = Object.values(disguises);
    const dice = new Dice(61);
    let found = 0;
    for (let round = 0; round < 400; round++) {
      const event = dice.pick(exampleEvents);
      const disguised = worn.map((disguise) => disguise(event as never) as unknown as Event);
      found += check(JSON.stringify([...repeated(event), ...disguised]), new QuietEvents(set));
    }
    expect(found).toBeGreaterThan(500);
  });

  test("every example with strings of other examples of the same call is read completely, or is quiet and matches no detection", () => {
    const dice = new Dice(62);
    const names = new Set(exampleEvents.map(({ eventName }) => eventName));
    let [found, complete] = [0, 0];
    for (const name of names) {
      const events = exampleEvents.filter(({ eventName }) => eventName === name);
      const quiet = new QuietEvents(set);
      for (const event of events.slice(0, 3)) check(JSON.stringify(repeated(event)), quiet);
      const texts = Array.from({ length: 25 }, () =>
        mixed(dice, dice.pick(events), [...events, ...exampleEvents.slice(0, 20)]),
      );
      const count = check(JSON.stringify(texts), quiet);
      found += count;
      complete += texts.length - count;
    }
    expect(Math.min(found, complete)).toBeGreaterThan(500);
  });

  test("every event of a list with damage at any position is read completely, or is quiet and matches no detection", () => {
    const dice = new Dice(63);
    const quiet = new QuietEvents(set);
    const text = JSON.stringify(day.slice(0, 12));
    for (let days = 0; days < 70; days++) check(text, quiet);
    let [found, refused] = [0, 0];
    for (let round = 0; round < 3_000; round++) {
      const at = 1 + dice.below(text.length - 2);
      const inserted = dice.pick([
        "",
        "\uFEFF",
        "\\",
        '"',
        "},",
        ',{"eventVersion"',
        "{",
        "]",
        " ",
        "\n",
        "0",
        "\u0000",
      ]);
      const damaged = text.slice(0, at) + inserted + text.slice(at + dice.below(3));
      found += check(damaged, quiet);
      if (tryParse(damaged) === undefined) refused++;
    }
    expect(Math.min(found, refused)).toBeGreaterThan(500);
  });
});

describe("a list is read completely", () => {
  const quietEvent = day.find((event) => set.matching(event).length === 0) as unknown as Event;
  const text = JSON.stringify(quietEvent);
  let learned: QuietEvents;
  beforeEach(() => {
    learned = new QuietEvents(set);
    parse(JSON.stringify(repeated(quietEvent)), learned);
  });

  test("only for a reason, because this event is quiet", () => {
    expect(check(`[${text}]`, learned)).toBe(1);
  });

  test.each([
    ["a repeated key", text.replace(/}$/, ',"userAgent":"x"}')],
    ["a key of the object prototype", text.replace(/}$/, ',"__proto__":{"userAgent":"x"}}')],
    ["white space", text.replace(",", ", ")],
    ["an escape sequence in a string that detections read", text.replace('"userAgent":"', '"userAgent":"\\u0041')],
    ["no id", text.replace('"eventID"', '"eventId"')],
    ["no account", text.replace('"recipientAccountId"', '"recipient"')],
    ["an error code", text.replace(/}$/, ',"errorCode":"AccessDenied"}')],
    ["a nested object that begins like an event", text.replace(/}$/, ',"nested":[{},{"eventVersion":"1"}]}')],
    ["no event name", '{"eventVersion":"1"}'],
  ])("a list is read completely if it contains an event with %s", (_, other) => {
    expect(check(`[${other}]`, learned)).toBe(0);
  });

  test("a list is read completely if it contains an event between quiet events", () => {
    const other = text.replace(/}$/, ',"errorCode":"AccessDenied"}');

    expect(check(`[${text},${other},${text}]`, learned)).toBe(2);
  });

  test("a list is read completely if it contains a field of the object prototype that a detection reads", () => {
    const pattern = '{ ($.eventName = *) && ($.__proto__.name = "sought") }';
    const [detection] = detections;
    const quiet = new QuietEvents(new DetectionSet(detection ? [{ ...detection, pattern }] : []));
    const named = (name: string) => text.replace(/}$/, `,"__proto__":{"name":"${name}"}}`);
    quiet.parse(`[${Array(70).fill(named("other")).join(",")}]`, beginning);
    const events = quiet.parse(`[${named("other")},${named("sought")}]`, beginning);

    expect(events?.map((event) => event instanceof QuietEvent)).toEqual([true, false]);
    expect(Object.prototype).not.toHaveProperty("name");
  });

  test("a list is read completely if it contains an event with another event inside a string", () => {
    const forged = JSON.stringify({
      ...quietEvent,
      eventVersion: '"eventSource":"iam.amazonaws.com","eventName":"CreateUser"',
      eventSource: "cloudtrail.amazonaws.com",
      eventName: "StopLogging",
    });

    expect(check(`[${text},${forged},${text}]`, learned)).toBe(2);
  });

  test("strings that are not lists of events are read completely", () => {
    for (const other of [
      "",
      "[",
      "[]",
      "[1]",
      "null",
      `[${text}`,
      `[${text},]`,
      `[,${text}]`,
      `[\uFEFF${text}]`,
      `[${text}]]`,
    ]) {
      expect([other, parse(other, learned)]).toEqual([other, tryParse(other)]);
    }
  });

  test("a list is read completely if it contains an event with a million escape sequences, or an event that is nested ten thousand times", () => {
    const escaped = { ...quietEvent, userAgent: '"'.repeat(1_000_000) };
    const deep = text.replace(/}$/, `,"deep":${"[".repeat(10_000)}${"]".repeat(10_000)}}`);

    expect(parse(`[${text},${JSON.stringify(escaped)}]`, learned)).toHaveLength(2);
    expect(parse(`[${Array(70).fill(deep).join(",")}]`, learned)).toHaveLength(70);
  });
});

test("shapes of calls that never come again use no additional memory", () => {
  const quiet = new QuietEvents(set);
  const quietEvent = day.find((event) => set.matching(event).length === 0) as unknown as Event;
  for (let n = 0; n < 600; n++) parse(JSON.stringify(repeated({ ...quietEvent, eventName: `Call${n}` })), quiet);
  const isQuiet = (n: number) => check(JSON.stringify([{ ...quietEvent, eventName: `Call${n}` }]), quiet) === 1;

  expect([isQuiet(0), isQuiet(511), isQuiet(512), isQuiet(599)]).toEqual([true, true, false, false]);
});
