import { readdirSync } from "node:fs";
import { join } from "node:path";
import { checkResult, run, runChecked } from "../../shared/child-process";
import { installPackages } from "../emulator/python-environment";
import { localFolder, repository } from "../folders";
import { fetchJars } from "../trino/maven-jars";

/** Versions of Iceberg and Hadoop in the EMR release that runs the job. */
const icebergVersion = "1.10.0";
const hadoopVersion = "3.3.4";
const jarFolder = join(localFolder, `iceberg-${icebergVersion}`);
const awsFolder = join(localFolder, `iceberg-${icebergVersion}-aws`);

/** Version of the SDK that this version of Hadoop uses. Only the modules that S3A needs are installed: the bundle has 280 MB. */
const sdkVersion = "1.12.262";

/** The installation of Spark that runs the job on this machine. */
export interface LocalSpark {
  /** Folder of the programs of Spark, with its Python. */
  readonly programs: string;

  /** Paths of the library of Iceberg, and of the libraries for S3 and Glue if they are installed. */
  readonly jars: readonly string[];
}

/** Downloads Spark (320 MB) and Iceberg (45 MB), once. Both are under Apache-2.0. */
export async function installSpark(python: string, maven: string): Promise<LocalSpark> {
  await fetchJars(maven, jarFolder, [
    { group: "org.apache.iceberg", artifact: "iceberg-spark-runtime-3.5_2.12", version: icebergVersion },
  ]);
  const programs = await installPackages(python, "spark", join(repository, "local-aws/lakehouse/requirements.txt"));
  return { programs, jars: jarsIn(jarFolder) };
}

/** Installs Spark with the libraries that read and write S3 and Glue (90 MB), which are also under Apache-2.0. */
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

/** Environment of `spark-submit`, which starts the first Python in PATH. */
export const sparkEnvironment = ({ programs }: LocalSpark): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: `${programs}:${process.env["PATH"]}`,
});

/**
 * Runs a PySpark program.
 *
 * @returns its output
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

/** Runs the tests of the job. Without names, runs all tests. */
export async function testJob(spark: LocalSpark, names: readonly string[] = []): Promise<void> {
  const file = join(repository, "__tests__/lakehouse/test_load.py");
  await runChecked(join(spark.programs, "python"), [file, "--failfast", ...names], {
    env: { ...sparkEnvironment(spark), LAKEHOUSE_JARS: spark.jars.join(",") },
  });
}
