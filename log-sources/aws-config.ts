import { z } from "zod";
import type { OptionsOf } from "./options-of";

/** Options of a recorder of AWS Config. The configuration and `AccountLogSources` have the same options. */
export const recorderOptions = z.strictObject({
  recordingFrequency: z
    .enum(["CONTINUOUS", "DAILY"])
    .default("CONTINUOUS")
    .meta({ description: "Recording frequency of AWS Config. Firewall Manager needs `CONTINUOUS`." }),
  snapshotFrequency: z
    .enum(["One_Hour", "Three_Hours", "Six_Hours", "Twelve_Hours", "TwentyFour_Hours"])
    .default("TwentyFour_Hours")
    .meta({ description: "Interval between two snapshots of all resources that AWS Config delivers." }),
});

export type RecorderOptions = OptionsOf<typeof recorderOptions>;
