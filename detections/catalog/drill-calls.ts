import { refused } from "../drill";

/** Calls that drill several detections. The drill makes an equal call once. */
export const disableNoKey = refused("kms", "DisableKey", "No key has this id.", ({ uuid }) => ({ KeyId: uuid }));

export const stopNoRecorder = refused(
  "config-service",
  "StopConfigurationRecorder",
  "No recorder has this name.",
  ({ name }) => ({ ConfigurationRecorderName: name }),
);
