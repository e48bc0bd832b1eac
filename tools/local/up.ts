import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GlueClient } from "@aws-sdk/client-glue";
import { namesFor } from "../../config/names";
import { clientConfig } from "./clients";
import { awsEnvironment, type LocalDeployment } from "./deployment";
import { copyTables } from "./engine-tables";
import { dayToWrite } from "./events/day-of-events";
import { findTools } from "./requirements";
import type { LocalSession } from "./session";
import { step } from "./steps";
import { terraformEnvironment } from "./terraform";
import { deliverDay } from "./trail-delivery";

/** Makes everything there is to make: the emulator, the organization, its deployment, a day of events, Trino. */
export async function up(session: LocalSession): Promise<void> {
  // All at once, before anything is begun
  findTools(["terraform", "python", "java", "maven"]);
  await session.start();
  await deploy(session.deployment);
  await deliverOnce(session.deployment);
  await session.startTrino();
}

/** Deploys every account, in order. */
async function deploy(deployment: LocalDeployment): Promise<void> {
  await step("writing the Terraform of every account", () => deployment.synthesize());
  for (const stack of deployment.stacks) await step(`deploying ${stack}`, () => deployment.cdktfDeploy(stack));
  await step("copying the tables for Trino", () => copyDeployedTables(deployment));
  writeEnvironment(deployment);
}

/** Gives Trino the tables as they are deployed now. */
export async function copyDeployedTables(deployment: LocalDeployment): Promise<void> {
  const { address, config } = deployment;
  const credentials = await deployment.credentialsOf(config.accounts.logArchive);
  const glue = new GlueClient(clientConfig(address, config.homeRegion, credentials));
  await copyTables(glue, namesFor(config).databaseName);
}

/** Delivers a day of events, unless one was; returns the day. */
export async function deliverOnce(deployment: LocalDeployment): Promise<string> {
  const file = join(deployment.folder, "delivered-day");
  if (existsSync(file)) return readFileSync(file, "utf8");
  const day = dayToWrite();
  await step(`delivering the events of ${day}`, () => deliverDay(deployment.config, deployment.address, day));
  writeFileSync(file, day);
  return day;
}

/** A file to source, so that Terraform and the AWS CLI speak to the local AWS. */
function writeEnvironment({ folder, address, organization, config }: LocalDeployment): void {
  const { TF_CLI_CONFIG_FILE = "" } = terraformEnvironment();
  const variables = {
    ...awsEnvironment(address, organization.administrator),
    AWS_REGION: config.homeRegion,
    TF_CLI_CONFIG_FILE,
  };
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}='${value}'\n`);
  writeFileSync(join(folder, "environment.sh"), lines.join(""), { mode: 0o600 });
}
