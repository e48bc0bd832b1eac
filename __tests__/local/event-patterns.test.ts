import { installEventRuler, matchEvents, problems } from "../../tools/local/event-ruler/event-ruler";
import { findTools } from "../../tools/local/requirements";
import { type MatchingFact, eventWith, matchingFacts } from "../contracts/recorded/eventbridge/pattern-matching";
import { owner, region } from "../contracts/recorded/service-requests/service-fact";
import { BareAccount } from "./support/bare-account";
import { bareSession } from "./support/local-aws";

jest.setTimeout(300_000);

const { rows } = matchingFacts;
const answers = (matches: boolean): MatchingFact["expected"] => (matches ? "match" : "no match");

/** What Event Ruler answers. */
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

/** What the local AWS answers. */
async function byLocalAws(): Promise<MatchingFact["expected"][]> {
  await bareSession.start();
  const account = new BareAccount(bareSession.emulator.address, owner, region);
  const asked = rows.map(async ({ pattern, detail }) => {
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
  return Promise.all(asked);
}

afterAll(() => bareSession.stop());

test.each([
  ["Event Ruler", byEventRuler],
  ["the local AWS", byLocalAws],
])("%s answers as AWS is recorded to: which event a pattern matches, and which pattern is none", async (_who, ask) => {
  const theirs = await ask();

  const different = rows.flatMap(({ what, expected }, i) =>
    expected === theirs[i] ? [] : [{ what, expected, theirs: theirs[i] }],
  );

  expect(different).toEqual([]);
});
