import { refused } from "../drill";

/** Calls that several detections find. The drill sends equal calls only once. */
export const disableNoKey = refused("kms", "DisableKey", "No key has this id.", ({ uuid }) => ({ KeyId: uuid }));

export const stopNoRecorder = refused(
  "config-service",
  "StopConfigurationRecorder",
  "No recorder has this name.",
  ({ name }) => ({ ConfigurationRecorderName: name }),
);
