/** Prices of Amazon QuickSight in us-east-1, in US dollars. */
export const dashboardPrices = {
  /** A month of a reader and of an author of QuickSight Enterprise, and of a gigabyte in its memory (SPICE). */
  dashboardReaderMonth: 3,
  dashboardAuthorMonth: 24,
  spiceGigabyteMonth: 0.38,
} as const;
