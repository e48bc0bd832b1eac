import { join } from "node:path";
import { configPath, loadConfig } from "../../config/load";
import { deployedDetections as deployedBy } from "../../detections/deployed";
import type { Detection } from "../../detections/detection";

const example = "config/example.yaml";
let loaded: readonly Detection[] | undefined;

/**
 * The detections that a deployment has, as `npm run synth` would deploy them here: those of the configuration, or of the
 * example where there is none. Everything that runs them takes them from here.
 *
 * @throws ConfigurationError when the configuration cannot be used
 */
export function deployedDetections(): readonly Detection[] {
  const path = configPath();
  // The example lies in the project, from wherever the program is started
  const config = () => loadConfig(path === example ? join(__dirname, "../..", example) : path);
  return (loaded ??= deployedBy(config()));
}
