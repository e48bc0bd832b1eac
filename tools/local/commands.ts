import { relative } from "node:path";
import { rootsOf } from "../../config/roots";
import { reportAlarms } from "./alarms";
import { CommandError } from "./command";
import { alarmTable, answerTable, table } from "./day-report";
import type { LocalDeployment } from "./deployment";
import { ask, deployedQueries, findQuery, valuesFor } from "./saved-questions";
import type { LocalSession } from "./session";
import { step } from "./steps";
import { destroyAll } from "./teardown";
import { eventsInArchive } from "./trail-archive";
import { isComplete, up } from "./up";

/** How a result is printed. */
export interface Output {
  readonly json?: boolean;
}

/** `npm run local`: everything there is, and what came of it. */
export async function upCommand(session: LocalSession): Promise<void> {
  await up(session);
  const { deployment } = session;
  console.log(`\nDeployed to a local AWS:\n${accountTable(deployment)}`);
  await alarmsCommand(session, {});
  console.log(`\nWhat some of the saved queries answer:\n${await answersTable(session)}`);
  console.log(whatNext(relative(".", session.folder)));
}

function accountTable(deployment: LocalDeployment): string {
  const rows = rootsOf(deployment.config).map(({ stackName, id }) => [
    stackName,
    id,
    deployment.resourcesOf(stackName).length,
  ]);
  return table(["stack", "account", "resources"], rows);
}

/** Questions whose answers are told unasked; all of them would take longer than deploying. */
const told = ["identity-new-administrators", "identity-root-activity", "incident-who-stopped-logging"];

async function answersTable(session: LocalSession): Promise<string> {
  const queries = await deployedQueries(session.deployment);
  const rows = [];
  for (const query of told.map((name) => findQuery(queries, name))) {
    const answer = await step(`asking ${query.name}`, () => ask(session.trino, query, valuesFor(query)));
    rows.push([query.name, query.description, answer.rows.length]);
  }
  return table(["query", "what it answers", "rows"], rows);
}

function whatNext(folder: string): string {
  return `
Try next:
  npm run local -- query identity-root-activity    ask a saved query; --json for all of it
  npm run local -- alarms --json                   what each alarm saw
  source ${folder}/environment.sh              then terraform and the AWS CLI speak to the local AWS, such as:
    terraform -chdir=${folder}/cdktf.out/stacks/management plan
  npm run local:down                               destroy all of it`;
}

/** `alarms`: what the deployed alarms make of the delivered events. */
export async function alarmsCommand(session: LocalSession, { json }: Output): Promise<void> {
  const deployment = running(session);
  const reports = await step("running the alarms over the delivered events", async () =>
    reportAlarms(deployment, await eventsInArchive(deployment)),
  );
  console.log(json ? toJson(reports) : `\nWhat the alarms would have done:\n${alarmTable(reports)}`);
}

/** `query`: what a saved query answers. */
export async function queryCommand(session: LocalSession, name: string, { json }: Output): Promise<void> {
  const query = findQuery(await deployedQueries(running(session)), name);
  await session.startTrino();
  const values = valuesFor(query);
  const answer = await step(`asking ${name}`, () => ask(session.trino, query, values));
  console.log(json ? toJson(answer) : answerTable(answer));
}

/** `queries`: which saved queries there are. */
export async function queriesCommand(session: LocalSession, { json }: Output): Promise<void> {
  const queries = await deployedQueries(running(session));
  const rows = queries.map(({ name, description }) => [name, description]);
  console.log(json ? toJson(queries) : table(["query", "what it answers"], rows));
}

/** `npm run local:down`: nothing of it is left, and what would be left on AWS is said. */
export async function downCommand(session: LocalSession): Promise<void> {
  try {
    const remains = session.isDeployed() ? await destroyAll(session.deployment) : [];
    for (const { stack, resources, reason } of remains) {
      console.error(`\nleft behind in ${stack}:\n  ${resources.join("\n  ")}\nbecause:\n${reason}\n`);
    }
    if (remains.length > 0) process.exitCode = 1;
  } finally {
    await step("stopping what was started", () => session.stop());
  }
  console.log("everything is stopped, and what the emulator held is gone");
}

/** @throws {CommandError} when there is nothing to ask */
function running(session: LocalSession): LocalDeployment {
  if (session.isDeployed() && isComplete(session.deployment)) return session.deployment;
  throw new CommandError("the local AWS is not running, or not deployed to its end; run: npm run local");
}

function toJson(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
