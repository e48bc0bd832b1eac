import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { S3Client } from "@aws-sdk/client-s3";
import { SSMClient } from "@aws-sdk/client-ssm";
import { terraformRoots } from "../config/derived/terraform-roots";
import { backtestCommand } from "../cli/backtest/command";
import { findQuery } from "../cli/query/find-query";
import { digestsCommand } from "../cli/digests/command";
import { drillCommand } from "../cli/drill/command";
import { type EvidenceClients, evidenceCommand } from "../cli/evidence/command";
import { reportAlarms } from "./alarms";
import { reportCommand } from "../cli/report/command";
import { recordCalls } from "./recording/call-recording";
import { clientConfig, s3Config } from "./clients";
import { alarmTable, table } from "./day-report";
import type { LocalDeployment } from "./terraform/deployment";
import { interruption } from "../shared/interruption";
import { loadLake } from "./lakehouse/lake";
import { localArchive, localTarget, runningDeployment } from "./local-archive";
import { installSparkForAws } from "./lakehouse/spark";
import { describeNextSteps, localCommand } from "./next-steps";
import { findTools } from "./requirements";
import { runQuery, deployedQueries, valuesFor } from "./saved-queries";
import type { LocalSession } from "./session";
import { step } from "../shared/steps";
import { destroyAll } from "./teardown";
import { eventsInArchive } from "./trail-archive";
import { deliverOnce, up } from "./up";

/** Options for printing a result. */
export interface Output {
  readonly json?: boolean;
}

/** Options for printing alarms. */
export interface AlarmOutput extends Output {
  /** Whether to also print alarms that were not raised. */
  readonly all?: boolean;
}

/** `npm run local`: deploys everything and prints a report. */
export async function upCommand(session: LocalSession, output: AlarmOutput): Promise<void> {
  await up(session);
  const { deployment } = session;
  console.log(`\nDeployed to a local AWS:\n${accountTable(deployment)}`);
  await alarmsCommand(session, output);
  console.log(`\nResults of some saved queries:\n${await answersTable(session)}`);
  console.log(`\nTry next:\n${describeNextSteps(session.folder)}`);
}

function accountTable(deployment: LocalDeployment): string {
  const rows = terraformRoots(deployment.config).map(({ stackName, id }) => [
    stackName,
    id,
    deployment.resourcesOf(stackName).length,
  ]);
  return table(["stack", "account", "resources"], rows);
}

/** Saved queries whose results are part of the report. Running all of them would take longer than the deployment. */
const reportedQueries = ["identity-new-administrators", "identity-root-activity", "incident-who-stopped-logging"];

async function answersTable(session: LocalSession): Promise<string> {
  const queries = await deployedQueries(session.deployment);
  const rows = [];
  for (const query of reportedQueries.map((name) => findQuery(queries, name))) {
    const result = await step(`running query ${query.name}`, () => runQuery(session.trino, query, valuesFor(query)));
    rows.push([query.name, query.description, result.rows.length]);
  }
  return table(["query", "description", "rows"], rows);
}

/** `alarms`: evaluates the deployed alarms for the delivered events. */
export async function alarmsCommand(session: LocalSession, { json, all = false }: AlarmOutput): Promise<void> {
  const deployment = runningDeployment(session);
  const reports = await step("evaluating the alarms for the delivered events", async () =>
    reportAlarms(deployment, await eventsInArchive(deployment)),
  );
  console.log(json ? toJson(reports) : `\nAlarms that would have been raised:\n${alarmTable(reports, all)}`);
}

/** `drill`: drills the deployed alarms, as the administrator of the management account. */
export async function localDrillCommand(session: LocalSession, args: readonly string[]): Promise<void> {
  const deployment = runningDeployment(session);
  const { address, config, organization, configFile } = deployment;
  const stop = await recordCalls(deployment);
  try {
    const drill = drillCommand(s3Config(address, config.homeRegion, organization.administrator));
    await drill.parseAsync(["--config", configFile, "--every", "1", ...args], { from: "user" });
  } finally {
    await stop();
  }
}

/**
 * `digests`: verifies the digests of the deployed archive, as the administrator of the log-archive account. The default is the
 * delivered day until 23:59, because no digest follows its last digest, which ends a second before midnight.
 */
export async function localDigestsCommand(session: LocalSession, args: readonly string[]): Promise<void> {
  const deployment = runningDeployment(session);
  const clients = await archiveClients(deployment);
  const day = await deliverOnce(deployment);
  const range = args.includes("--from") ? [] : ["--from", day, "--to", `${day}T23:59Z`];
  const given = ["--config", deployment.configFile, ...range, ...args];
  await digestsCommand(() => clients).parseAsync(given, { from: "user" });
}

/** `evidence`: exports logs of the deployed archive with their digests, as the administrator of the log-archive account. */
export async function localEvidenceCommand(session: LocalSession, args: readonly string[]): Promise<void> {
  const deployment = runningDeployment(session);
  const clients = await archiveClients(deployment);
  await evidenceCommand(() => clients).parseAsync(["--config", deployment.configFile, ...args], { from: "user" });
}

/** `report`: writes the report on the delivered day, or on other days. */
export async function localReportCommand(session: LocalSession, args: readonly string[]): Promise<void> {
  const deployment = runningDeployment(session);
  const day = await deliverOnce(deployment);
  const range = ["--from", "--month", "--data"].some((option) => args.includes(option))
    ? []
    : ["--from", day, "--to", day];
  await reportCommand(() => localTarget(session)).parseAsync([...range, ...args], { from: "user" });
}

/** `backtest`: runs the detections on the delivered day, or on other days, with Trino on the deployed archive. */
export async function localBacktestCommand(session: LocalSession, args: readonly string[]): Promise<void> {
  const day = await deliverOnce(runningDeployment(session));
  const range = args.includes("--from") ? [] : ["--from", day, "--to", day];
  const backtest = backtestCommand(() => localArchive(session));
  await backtest.parseAsync(["--athena", ...range, ...args], { from: "user" });
}

async function archiveClients(deployment: LocalDeployment): Promise<EvidenceClients> {
  const { address, config } = deployment;
  const credentials = await deployment.credentialsOf(config.accounts.logArchive);
  const settingsIn = (region: string) => clientConfig(address, region, credentials);
  return {
    s3: new S3Client(s3Config(address, config.homeRegion, credentials)),
    ssm: new SSMClient(settingsIn(config.homeRegion)),
    cloudTrailIn: (region) => new CloudTrailClient(settingsIn(region)),
  };
}

/** `lakehouse`: loads the delivered day into Iceberg tables, with the deployed job on a Spark session of this machine. */
export async function lakehouseCommand(session: LocalSession): Promise<void> {
  const deployment = runningDeployment(session);
  const day = await deliverOnce(deployment);
  const { python, maven } = findTools(["python", "maven"]);
  const spark = await step("installing Spark and Iceberg", () => installSparkForAws(python, maven));
  const loaded = await step("loading the lakehouse", () => loadLake(deployment, spark, day));
  const rows = loaded.map((one) => [one.table, one.objects, one.bytes, one.quarantined]);
  console.log(table(["table", "objects", "bytes", "quarantined"], rows));
  const command = localCommand(session.folder, "query identity-root-activity --source lakehouse");
  console.log(`\nTry next:\n  # run a saved query on the lakehouse\n  ${command}`);
}

/** `queries`: lists the saved queries. */
export async function queriesCommand(session: LocalSession, { json }: Output): Promise<void> {
  const queries = await deployedQueries(runningDeployment(session));
  const rows = queries.map(({ name, description }) => [name, description]);
  console.log(json ? toJson(queries) : table(["query", "description"], rows));
}

/** `npm run local:down`: destroys everything, and prints the resources that would remain in AWS. */
export async function downCommand(session: LocalSession): Promise<void> {
  try {
    const remains = session.isDeployed() ? await destroyAll(session.deployment) : [];
    for (const { stack, resources, reason } of remains) {
      console.error(
        `\ncould not delete these resources in ${stack}:\n  ${resources.join("\n  ")}\nbecause:\n${reason}\n`,
      );
    }
    if (remains.length > 0) process.exitCode = 1;
  } finally {
    if (!interruption.happened) await step("stopping the local AWS", () => session.stop());
  }
  console.log("the local AWS is stopped, and the data of the emulator is deleted");
}

function toJson(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
