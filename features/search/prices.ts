/** Prices of Amazon OpenSearch in us-east-1, in US dollars. */
export const searchPrices = {
  /** A month of a search domain by its size, and of a compute unit of its pipeline. These are estimates. */
  smallDomainMonth: 210,
  standardDomainMonth: 830,
  largeDomainMonth: 4_700,
  ingestionUnitMonth: 175,
} as const;
