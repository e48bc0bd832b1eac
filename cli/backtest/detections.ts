import { detectionsOf } from "../../config/derived/detections-of";
import { findConfiguration } from "../../config/find-configuration";
import { loadConfig } from "../../config/load";
import type { Detection } from "../../detections/detection";

/**
 * The detections that `synth` would deploy in this folder. They are from the configuration, or from the example if there is none.
 *
 * @throws ConfigurationError when the configuration is invalid
 */
export const deployedDetections = (): readonly Detection[] => detectionsOf(loadConfig(findConfiguration().path));
