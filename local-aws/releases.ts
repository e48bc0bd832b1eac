import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { rsort } from "semver";
import { repository } from "./folders";

/** Folder of the recorded releases. Each release has a folder with the name of its version. */
const releases = join(repository, "__tests__/local/releases");

/** Folder of a release: its `audit.yaml`, and the Terraform that the release wrote from it. */
export const releaseFolder = (version: string): string => join(releases, version);

/** A recorded release. */
export interface RecordedRelease {
  readonly version: string;

  /** Content of its configuration file. */
  readonly configuration: string;

  /** Terraform of each root, as text. */
  readonly roots: ReadonlyMap<string, string>;
}

/** The newest recorded release. */
export function newestRelease(): RecordedRelease {
  const recorded = readdirSync(releases).filter((name) => existsSync(join(releases, name, "roots.json.gz")));
  const [version = ""] = rsort(recorded);
  const folder = releaseFolder(version);
  const roots: Record<string, unknown> = JSON.parse(gunzipSync(readFileSync(join(folder, "roots.json.gz"))).toString());
  return {
    version,
    configuration: readFileSync(join(folder, "audit.yaml"), "utf8"),
    roots: new Map(Object.entries(roots).map(([name, root]) => [name, JSON.stringify(root)])),
  };
}
