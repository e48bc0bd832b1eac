import { z } from "zod";
import { prices as listPrices } from "../../config/schema/prices";

/** Prices of an estimate, in US dollars. `config/schema/prices.ts` describes what each price is for. */
export type Prices = Readonly<Record<keyof typeof listPrices, number>>;

/** A file with prices of another region, or of a contract. A missing price is the list price. */
export const pricesSchema = z.strictObject(
  Object.fromEntries(
    Object.entries(listPrices).map(([name, price]) => [
      name,
      z.number("expected a number").min(0, "expected 0 or more").default(price),
    ]),
  ) as Record<keyof Prices, z.ZodDefault<z.ZodNumber>>,
);
