import { S3Client } from "@aws-sdk/client-s3";
import type { Archive } from "../cli/backtest/athena/run";
import { archiveTables, type QueryTarget } from "../cli/query/query-target";
import { lakehouseNames } from "../config/names/lakehouse";
import { CommandError } from "../shared/child-process";
import { s3Config } from "./clients";
import { isLakeLoaded } from "./lakehouse/lake";
import type { LocalSession } from "./session";
import type { LocalDeployment } from "./terraform/deployment";
import { TrinoQueryEngine } from "./trino/trino-query-engine";
import { isComplete } from "./up";

/**
 * Trino over the archive of the local AWS, as the target of commands that query.
 *
 * @throws {CommandError} when the local AWS is not running
 */
export function localTarget(session: LocalSession): QueryTarget {
  const deployment = runningDeployment(session);
  const { config } = deployment;
  return {
    ...archiveTables(config),
    lakeDatabase: isLakeLoaded(deployment) ? lakehouseNames(config).databaseName : undefined,
    isPaid: false,
    connect: () => new TrinoQueryEngine(session),
  };
}

/**
 * The archive of the local AWS for a backtest, without a scan limit.
 *
 * @throws {CommandError} when the local AWS is not running
 */
export async function localArchive(session: LocalSession): Promise<Archive> {
  const target = localTarget(session);
  const { address } = session.deployment;
  const { accounts, homeRegion } = target.config;
  const credentials = await session.deployment.credentialsOf(accounts.logArchive);
  return { target, s3: new S3Client(s3Config(address, homeRegion, credentials)), scanLimit: Infinity };
}

/** @throws {CommandError} when nothing is deployed, or the deployment did not complete */
export function runningDeployment(session: LocalSession): LocalDeployment {
  if (session.isDeployed() && isComplete(session.deployment)) return session.deployment;
  throw new CommandError("the local AWS is not running or not completely deployed; run: npm run local");
}
