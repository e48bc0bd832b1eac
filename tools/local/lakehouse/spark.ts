import { readdirSync } from "node:fs";
import { join } from "node:path";
import { checkResult, run, runChecked } from "../../shared/child-process";
import { installPackages } from "../emulator/python-environment";
import { localFolder, repository } from "../folders";
import { fetchJars } from "../trino/maven-jars";

/** Version of Iceberg in the EMR release that runs the job, and of Hadoop in its Spark. */
const icebergVersion = "1.10.0";
const hadoopVersion = "3.3.4";
const jarFolder = join(localFolder, `iceberg-${icebergVersion}`);
const awsFolder = join(localFolder, `iceberg-${icebergVersion}-aws`);

/** The SDK that this version of Hadoop uses. Its bundle of all services has 280 MB; S3A needs these. */
const sdkVersion = "1.12.262";

/** What runs the job here. */
export interface LocalSpark {
  /** Folder of the programs of Spark, with its Python. */
  readonly programs: string;

  /** Iceberg's library, and those for S3 and Glue if they are installed. */
  readonly jars: readonly string[];
}

/** Downloads Spark (320 MB) and Iceberg (45 MB), once. Both are under Apache-2.0. */
export async function installSpark(python: string, maven: string): Promise<LocalSpark> {
  await fetchJars(maven, jarFolder, [
    { group: "org.apache.iceberg", artifact: "iceberg-spark-runtime-3.5_2.12", version: icebergVersion },
  ]);
  const programs = await installPackages(python, "spark", join(repository, "tools/local/lakehouse/requirements.txt"));
  return { programs, jars: jarsIn(jarFolder) };
}

/** The same with what reads and writes S3 and Glue (90 MB), under Apache-2.0 too. */
export async function installSparkForAws(python: string, maven: string): Promise<LocalSpark> {
  const { programs, jars } = await installSpark(python, maven);
  await fetchJars(maven, awsFolder, [
    { group: "org.apache.iceberg", artifact: "iceberg-aws-bundle", version: icebergVersion },
    { group: "org.apache.hadoop", artifact: "hadoop-aws", version: hadoopVersion, isAlone: true },
    ...["aws-java-sdk-s3", "aws-java-sdk-sts", "aws-java-sdk-dynamodb"].map((artifact) => ({
      group: "com.amazonaws",
      artifact,
      version: sdkVersion,
    })),
  ]);
  return { programs, jars: [...jars, ...jarsIn(awsFolder)] };
}

const jarsIn = (folder: string): string[] => readdirSync(join(folder, "lib")).map((file) => join(folder, "lib", file));

/** Arguments of `spark-submit` for a session on two cores of this machine. */
export function sparkArguments({ jars }: LocalSpark, settings: Readonly<Record<string, string>>): string[] {
  const all = {
    "spark.master": "local[2]",
    "spark.jars": jars.join(","),
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    ...settings,
  };
  return Object.entries(all).flatMap(([name, value]) => ["--conf", `${name}=${value}`]);
}

/** Environment of `spark-submit`, which starts the first Python that it finds. */
export const sparkEnvironment = ({ programs }: LocalSpark): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: `${programs}:${process.env["PATH"]}`,
});

/**
 * Runs a program of PySpark.
 *
 * @returns what it printed
 * @throws {CommandError} with the end of its output
 */
export async function sparkSubmit(
  spark: LocalSpark,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<string> {
  const env = { ...sparkEnvironment(spark), ...variables };
  const result = await run(join(spark.programs, "spark-submit"), args, { env });
  return checkResult("spark-submit", result);
}

/** Runs the tests of the job, `names` of them or all. */
export async function testJob(spark: LocalSpark, names: readonly string[] = []): Promise<void> {
  const file = join(repository, "__tests__/lakehouse/test_load.py");
  await runChecked(join(spark.programs, "python"), [file, "--failfast", ...names], {
    env: { ...sparkEnvironment(spark), LAKEHOUSE_JARS: spark.jars.join(",") },
  });
}
