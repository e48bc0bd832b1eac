import { detectionsOf } from "../../config/derived/detections-of";
import { findConfiguration } from "../../config/find-configuration";
import { loadConfig } from "../../config/load";
import type { Detection } from "../../detections/detection";

/**
 * The detections that `synth` would deploy here: those of the configuration, or else of the example.
 *
 * @throws ConfigurationError when the configuration is invalid
 */
export const deployedDetections = (): readonly Detection[] => detectionsOf(loadConfig(findConfiguration().path));
