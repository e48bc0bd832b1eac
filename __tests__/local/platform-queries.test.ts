import type { LocalDeployment } from "../../local-aws/terraform/deployment";
import type { LogScene } from "../../sample-data/logs/scene";
import { runQuery, type DeployedQuery, deployedQueries, valuesFor } from "../../local-aws/saved-queries";
import { dayToWrite } from "../../sample-data/events/day-of-events";
import { logScene } from "../../local-aws/log-scene";
import { savedQueries } from "../../queries/saved-queries";
import type { GivenArguments } from "../../cli/query/arguments";
import { type Rows, runInParts, sortedTexts } from "./support/in-parts";
import { deployedOrganization, sharedSession } from "./support/local-aws";
import { type ExpectedAnswer, platformAnswers } from "./support/platform-answers";
import { deliverPlatformDay, shifted } from "./support/platform-logs";

let deployment: LocalDeployment;
let queries: readonly DeployedQuery[];

/** A day to which no other test delivers. The same is true for the days around it. */
let scene: LogScene;
let answers: Record<string, ExpectedAnswer>;

beforeAll(async () => {
  deployment = await deployedOrganization();
  queries = await deployedQueries(deployment);
  scene = shifted(logScene(deployment.config, dayToWrite()), -40);
  await deliverPlatformDay(deployment, scene.day);
  answers = platformAnswers(scene);
});

const names = savedQueries()
  .map(({ name }) => name)
  .filter((name) => /^(cost|data|health|network)-/.test(name));

/** Returns the rows of a deployed saved query for one day. */
async function rowsOf(name: string, day: string, given: GivenArguments = {}) {
  const query = queries.find((candidate) => candidate.name === name);
  if (query === undefined) throw new Error(`${name} is not deployed`);
  return (await runQuery(sharedSession.trino, query, valuesFor(query, { from: day, to: day, ...given }))).rows;
}

const expected = (name: string) => {
  const answer = answers[name];
  if (answer === undefined) throw new Error(`nobody says what ${name} has to answer; add it to platform-answers.ts`);
  return answer;
};

test("every query about networks, data, cost and health has expected rows", () => {
  expect(Object.keys(answers).toSorted()).toEqual(names);
  for (const [name, { rows }] of Object.entries(answers)) expect([name, rows.length > 0]).toEqual([name, true]);
});

describe.each(names)("%s", (name) => {
  let whole: Promise<Rows> | undefined;

  /** The rows of the deployed query. It runs once. */
  const wholeRows = () => (whole ??= rowsOf(name, scene.day, expected(name).given));

  test("Every saved query returns exactly the expected rows.", async () => {
    expect(await wholeRows()).toEqual(expected(name).rows);
  });

  test("returns the same rows when it runs in parts", async () => {
    const query = queries.find((candidate) => candidate.name === name);
    const values = query ? valuesFor(query, { from: scene.day, to: scene.day, ...expected(name).given }) : [];
    const inParts = await runInParts(sharedSession, name, values);

    expect(sortedTexts(inParts)).toEqual(sortedTexts(await wholeRows()));
    expect(inParts.length).toBeGreaterThan(0);
  });

  test("returns no rows for a day without such activity", async () => {
    const { given, quiet } = expected(name);
    const nothing = shifted(scene, 3).day;

    expect(await rowsOf(name, quiet ? scene.day : nothing, quiet ?? given)).toEqual([]);
  });
});
