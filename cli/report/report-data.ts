import { z } from "zod";

const answer = z.strictObject({
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string().nullable())),

  /** Objects that the query could not read. Their rows are missing. */
  unreadable: z.array(z.string()).default([]),

  /** The reason why there is no answer. */
  problem: z.string().optional(),
});

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "expected a day such as 2026-11-01");

/** The data of a page: answers of saved queries, and files of other commands. `--save-data` writes it, and `--data` reads it. */
export const reportDataSchema = z.strictObject({
  version: z.literal(1, "expected version 1; write the file again with report --save-data of this release"),
  organization: z.string(),
  from: day,
  to: day,
  madeAt: z.string(),

  /** Names of the configured accounts, by id. */
  accounts: z.record(z.string(), z.string()),

  /** Answers of saved queries, by name. */
  answers: z.record(z.string(), answer),

  /** Bytes that the queries read, and their price. Zero on the local AWS. */
  scannedBytes: z.number(),
  scanDollars: z.number(),

  /** State changes of alarms. Undefined without --alarms. */
  alarms: z.array(z.strictObject({ name: z.string(), time: z.string(), state: z.string() })).optional(),

  /** The estimate of a month. Undefined without --cost. */
  cost: z
    .strictObject({
      total: z.number(),
      lines: z.array(z.strictObject({ item: z.string(), amount: z.number() })),
    })
    .optional(),
});

export type ReportData = z.output<typeof reportDataSchema>;
export type ReportAnswer = z.output<typeof answer>;
