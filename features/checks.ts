import type { PipelineCheck } from "../detections/detection";
import { features } from "./all/features";
import type { Feature } from "./feature";

/** Every check of a feature. */
export const featureChecks: readonly PipelineCheck[] = features.flatMap(({ checks }: Feature) => checks ?? []);
