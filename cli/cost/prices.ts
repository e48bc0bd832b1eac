import { z } from "zod";
import { prices as corePrices } from "../../config/schema/prices";
import { features } from "../../features/all/features";
import type { Feature } from "../../features/feature";

/** Prices of an estimate, in US dollars. `config/schema/prices.ts` and the features describe what each price is for. */
export type Prices = Readonly<Record<keyof typeof corePrices, number>>;

/** Prices of the core and of all features. */
export const listPrices: Prices = Object.assign(
  {},
  corePrices,
  ...features.map(({ cost }: Feature) => cost?.prices ?? {}),
);

/** A file with prices of another region, or of a contract. A missing price is the list price. */
export const pricesSchema = z.strictObject(
  Object.fromEntries(
    Object.entries(listPrices).map(([name, price]) => [
      name,
      z.number("expected a number").min(0, "expected 0 or more").default(price),
    ]),
  ) as Record<keyof Prices, z.ZodDefault<z.ZodNumber>>,
);
