import { detectionsOf } from "../../config/derived/detections-of";
import type { Detection } from "../../detections/detection";
import { deployedConfig } from "./deployed-config";

let loaded: readonly Detection[] | undefined;

/**
 * The detections that `npm run synth` would deploy here: those of the configuration, or else of the example. Every tool that
 * evaluates detections uses this function.
 *
 * @throws ConfigurationError when the configuration is invalid
 */
export function deployedDetections(): readonly Detection[] {
  return (loaded ??= detectionsOf(deployedConfig()));
}
