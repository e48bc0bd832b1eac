import { createInterface } from "node:readline";
import { S3Client } from "@aws-sdk/client-s3";
import { createClient } from "../../../shared/aws-client";
import { namesFor } from "../../../config/names/names";
import type { AuditConfig } from "../../../config/audit-config";
import type { Detection } from "../../../detections/detection";
import { athenaTarget, type QueryTarget } from "../../query/query-target";
import { stopOnInterrupt } from "../../query/stop-on-interrupt";
import { CommandError } from "../../../shared/child-process";
import { step } from "../../../shared/steps";
import { type AthenaBacktestProps, prepareBacktest, runBacktest } from "./athena-backtest";
import type { Reach } from "./counting-query";
import { folderSizes } from "./folder-size";
import { type Price, priceText } from "./price";
import { type AthenaResult, athenaResult } from "./result";

/** Options of `backtest --athena`. */
export interface AthenaOptions {
  readonly config?: string;
  readonly responder?: boolean;
  readonly restored?: boolean;
  readonly yes?: boolean;
}

/** An archive to query, and a client that lists its logs. */
export interface Archive {
  readonly target: QueryTarget;
  readonly s3: S3Client;

  /** Scan limit of a query, in bytes. */
  readonly scanLimit: number;
}

/** The archive of a configuration, with Athena in the log-archive account. */
export function athenaArchive({ config, responder = false }: AthenaOptions): Archive {
  const target = athenaTarget(config, responder);
  const { scanLimitGigabytes, responderScanLimitGigabytes } = target.config.query;
  const { AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_S3 } = process.env;
  // Custom S3 endpoints often have no host name for each bucket
  const forcePathStyle = (AWS_ENDPOINT_URL_S3 ?? AWS_ENDPOINT_URL) !== undefined;
  const s3 = createClient(S3Client, target.config.homeRegion, { followRegionRedirects: true, forcePathStyle });
  const gigabytes = responder ? responderScanLimitGigabytes : scanLimitGigabytes;
  return { target, s3, scanLimit: gigabytes * 1e9 };
}

/**
 * Prints the price, asks for confirmation, and runs the queries.
 *
 * @param chosen the detections of a configuration
 * @throws {CommandError} when the user does not confirm
 */
export async function backtestWithAthena(
  { target, s3, scanLimit }: Archive,
  reach: Reach,
  options: AthenaOptions,
  chosen: (config: AuditConfig) => readonly Detection[],
): Promise<AthenaResult> {
  const detections = chosen(target.config);
  const props: AthenaBacktestProps = {
    detections,
    reach,
    target,
    scanLimit,
    now: new Date(),
    isRestored: options.restored === true,
  };
  const sizeOf = await folderSizes(s3);
  const prepared = await step("listing the objects that the queries would read", () => prepareBacktest(props, sizeOf));
  await agree(prepared.price, options.yes === true || !target.isPaid);
  const engine = target.connect();
  const endWatch = stopOnInterrupt(engine);
  try {
    const database = namesFor(target.config).databaseName;
    const run = await step(`running ${detections.length} detections`, (say) =>
      runBacktest(prepared, props, { engine, database, say }),
    );
    return athenaResult(run);
  } finally {
    endWatch();
  }
}

async function agree(price: Price, isAgreed: boolean): Promise<void> {
  process.stderr.write(`${priceText(price)}\n`);
  if (isAgreed) return;
  if (process.stdin.isTTY !== true)
    throw new CommandError(
      "nothing was queried, because there is no terminal to confirm the price; add --yes to run the queries",
    );
  process.stderr.write("run the queries? (y/N) ");
  const reader = createInterface({ input: process.stdin });
  const { value = "" } = await reader[Symbol.asyncIterator]().next();
  reader.close();
  if (!/^y(es)?$/i.test(String(value).trim())) throw new CommandError("nothing was queried");
}
