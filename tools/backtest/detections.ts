import { detectionsOf } from "../../config/derived/detections-of";
import type { Detection } from "../../detections/detection";
import { deployedConfig } from "./deployed-config";

let loaded: readonly Detection[] | undefined;

/**
 * The detections that a deployment has, as `npm run synth` would deploy them here: those of the configuration, or of the
 * example where there is none. Everything that runs them takes them from here.
 *
 * @throws ConfigurationError when the configuration cannot be used
 */
export function deployedDetections(): readonly Detection[] {
  return (loaded ??= detectionsOf(deployedConfig()));
}
