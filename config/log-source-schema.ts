import { z } from "zod";
import { configSchema } from "./log-sources/config-schema";
import { vendedLogSchema } from "./log-sources/vended-log-schema";

/** What is collected besides the trail. */
export const logSourceSchema = z
  .strictObject({ config: configSchema, vendedLogs: vendedLogSchema })
  .prefault({})
  .meta({ description: "What is collected besides the trail. What is off may not write to the archive." });
