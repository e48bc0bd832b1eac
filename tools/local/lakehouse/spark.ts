import { join } from "node:path";
import { runChecked } from "../../shared/child-process";
import { installPackages } from "../emulator/python-environment";
import { localFolder, repository } from "../folders";
import { fetchJars } from "../trino/maven-jars";

/** Version of Iceberg in the EMR release that runs the job. */
const icebergVersion = "1.10.0";
const jarFolder = join(localFolder, `iceberg-${icebergVersion}`);

/** What runs the job here. */
export interface LocalSpark {
  /** Python with PySpark. */
  readonly python: string;

  /** Folder of Iceberg's libraries. */
  readonly jars: string;
}

/** Downloads Spark (320 MB) and Iceberg (45 MB), once. Both are under Apache-2.0. */
export async function installSpark(python: string, maven: string): Promise<LocalSpark> {
  await fetchJars(maven, jarFolder, [
    { group: "org.apache.iceberg", artifact: "iceberg-spark-runtime-3.5_2.12", version: icebergVersion },
  ]);
  const programs = await installPackages(python, "spark", join(repository, "tools/local/lakehouse/requirements.txt"));
  return { python: join(programs, "python"), jars: join(jarFolder, "lib") };
}

/** Runs the tests of the job, `names` of them or all. */
export async function testJob({ python, jars }: LocalSpark, names: readonly string[] = []): Promise<void> {
  const file = join(repository, "__tests__/lakehouse/test_load.py");
  await runChecked(python, [file, "--failfast", ...names], {
    env: { ...process.env, LAKEHOUSE_JARS: jars },
  });
}
