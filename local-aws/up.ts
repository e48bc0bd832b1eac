import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { GlueClient } from "@aws-sdk/client-glue";
import { namesFor } from "../config/names/names";
import { clientConfig } from "./clients";
import { CommandError } from "../shared/child-process";
import type { LocalDeployment } from "./terraform/deployment";
import { copyTables } from "./trino/engine-tables";
import { dayToWrite } from "../sample-data/events/day-of-events";
import { writeWhole } from "../shared/files";
import { deliverLogs } from "./log-delivery";
import { installProvider } from "./terraform/install-provider";
import { findProviderMirror } from "./terraform/provider-mirror";
import { findTools } from "./requirements";
import type { LocalSession } from "./session";
import { writeShellEnvironment } from "./shell-environment";
import { step } from "../shared/steps";
import { stepOfWave } from "./step-of-wave";
import { deliverDay } from "./trail-delivery";

/** Creates everything: the emulator, the organization, its deployment, a day of events, Trino. */
export async function up(session: LocalSession): Promise<void> {
  // Reports all missing tools before the first step
  findTools(["terraform", "python", "java", "maven"]);
  findProviderMirror();
  await step("installing the AWS provider of Terraform", () => installProvider());
  await session.start();
  await deploy(session.deployment);
  await deliverOnce(session.deployment);
  await session.startTrino();
}

/** Deploys all accounts. An account is deployed after the accounts that it depends on. */
async function deploy(deployment: LocalDeployment): Promise<void> {
  rmSync(completeFile(deployment), { force: true });
  await step("writing the Terraform of every account", () => deployment.synthesize());
  try {
    for (const wave of deployment.waves) await stepOfWave("deploying", wave, (stack) => deployment.cdktfDeploy(stack));
  } catch (error) {
    throw error instanceof CommandError ? withAdvice(error) : error;
  }
  await step("copying the tables for Trino", () => copyDeployedTables(deployment));
  writeShellEnvironment(deployment);
  writeWhole(completeFile(deployment), "");
}

/** Whether the last deployment completed. */
export function isComplete(deployment: LocalDeployment): boolean {
  return existsSync(completeFile(deployment));
}

const completeFile = ({ folder }: LocalDeployment) => join(folder, "deployed");

/** Adds advice to an error about an existing resource. If Terraform was killed while it created a resource, the state lacks it. */
function withAdvice(error: CommandError): CommandError {
  if (!/already ?(exists|owned)/i.test(error.message)) return error;
  return new CommandError(
    `${error.message}\nan earlier run was killed while it created this resource; first run npm run local:down, then npm run local`,
  );
}

/** Copies the deployed tables to Trino. */
async function copyDeployedTables(deployment: LocalDeployment): Promise<void> {
  const { address, config } = deployment;
  const credentials = await deployment.credentialsOf(config.accounts.logArchive);
  const glue = new GlueClient(clientConfig(address, config.homeRegion, credentials));
  await copyTables(glue, namesFor(config).databaseName);
}

/** Delivers a day of events and other logs, if this day is not delivered yet. Returns the day. */
export async function deliverOnce(deployment: LocalDeployment): Promise<string> {
  const file = join(deployment.folder, "delivered-day");
  const day = dayToWrite();
  if (existsSync(file) && readFileSync(file, "utf8") === day) return day;
  await step(`delivering the events of ${day}`, () => deliverDay(deployment.config, deployment.address, day));
  await step(`delivering the other logs of ${day}`, () => deliverLogs(deployment, day));
  writeWhole(file, day);
  return day;
}
