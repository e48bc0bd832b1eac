import type { z } from "zod";

/** The options of a schema as properties of a construct. An option with a default is optional. */
export type OptionsOf<Schema extends z.ZodObject> = {
  readonly [Name in keyof z.input<Schema>]: Readonly<z.input<Schema>[Name]>;
};
