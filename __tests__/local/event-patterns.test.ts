import { installEventRuler, matchEvents, problems } from "../../local-aws/event-ruler/event-ruler";
import { findTools } from "../../local-aws/requirements";
import { type MatchingFact, eventWith, matchingFacts } from "../contracts/recorded/eventbridge/pattern-matching";
import { owner, region } from "../contracts/recorded/service-requests/service-fact";
import { BareAccount } from "./support/bare-account";
import { bareSession } from "./support/local-aws";

const { rows } = matchingFacts;
const answers = (matches: boolean): MatchingFact["expected"] => (matches ? "match" : "no match");

/** Returns the result of Event Ruler. */
async function byEventRuler(): Promise<MatchingFact["expected"][]> {
  const { java, maven } = findTools(["java", "maven"]);
  await installEventRuler(maven);
  const patterns = rows.map(({ pattern }) => JSON.stringify(pattern));
  const refused = await problems(java, patterns);
  const understood = patterns.map((pattern, i) => [String(i), pattern] as const).filter((_, i) => refused[i] === null);
  const events = rows.map(({ detail }) => eventWith(detail));
  const matched = await matchEvents(java, Object.fromEntries(understood), events);
  return rows.map((_, i) => (refused[i] === null ? answers(matched[i]?.includes(String(i)) === true) : "refused"));
}

/** Returns the result of the local AWS. */
async function byLocalAws(): Promise<MatchingFact["expected"][]> {
  await bareSession.start();
  const account = new BareAccount(bareSession.emulator.address, owner, region);
  const requested = rows.map(async ({ pattern, detail }) => {
    const test = { EventPattern: JSON.stringify(pattern), Event: JSON.stringify(eventWith(detail)) };
    const refusal = /InvalidEventPatternException/;
    return account.ask("events", "TestEventPattern", test).then(
      ({ Result }) => answers(Result === true),
      (error: unknown) => {
        if (!refusal.test(String(error))) throw error;
        return "refused" as const;
      },
    );
  });
  return Promise.all(requested);
}

/** Rows for which the local AWS differs. No pattern of this project uses these features. */
const otherwise: readonly RegExp[] = [
  // A field that is missing in some elements of a list
  /^edge_absence a.* of \{"v":\[\{"a":1\},\{\}\]\}$/,
  // An event with a field whose name contains a dot
  /^dots .* of \{"a\.b":1,"v":0\}$/,
];

afterAll(() => bareSession.stop());

test.each([
  ["Event Ruler", byEventRuler, []],
  ["the local AWS", byLocalAws, otherwise],
])("%s matches events and refuses patterns as recorded from AWS", async (_who, ask, known) => {
  const theirs = await ask();

  const different = rows.filter(({ expected }, i) => expected !== theirs[i]).map(({ what }) => what);

  expect(different.filter((what) => !known.some((one) => one.test(what)))).toEqual([]);
  expect(known.filter((one) => !different.some((what) => one.test(what)))).toEqual([]);
});
