import type { AuditConfig } from "../config/audit-config";
import type { LogClass } from "../config/schema/log-classes";
import type { prices } from "../config/schema/prices";

/** Days of a month, on average. */
export const daysOfMonth = 365 / 12;

/** Volumes and prices from which a feature estimates its cost of a month. */
export interface CostBasis {
  readonly config: AuditConfig;

  /** Price of the list, or of the file that the user gives, in US dollars. */
  readonly prices: Readonly<Record<keyof typeof prices, number>>;

  /** Price of the feature, by its name in {@link FeatureCost.prices}. */
  readonly price: (name: string) => number;

  /** Value of a field of the usage form, by its name in {@link FeatureCost.usage}. */
  readonly volume: (name: string) => number;

  /** Gigabytes of files that the trail stores in the month. */
  readonly trailFileGigabytes: number;

  /** Gigabytes of a class of logs in the month, before compression. */
  readonly gigabytesOf: (logClass: LogClass) => number;

  /** New files of a class of logs in the month. */
  readonly filesOf: (logClass: LogClass) => number;
}

/** A line of a bill. */
export interface Charge {
  /** Name of the charge. */
  readonly item: string;

  /** Setting that the charge depends on. */
  readonly setting: string;
  readonly quantity: number;
  readonly unit: string;

  /** US dollars in the month. */
  readonly amount: number;
}

/** A charge for a quantity at a price. */
export const charge = (item: string, setting: string, quantity: number, unit: string, price: number): Charge => ({
  item,
  setting,
  quantity,
  unit,
  amount: quantity * price,
});

/** A field of the usage form that only one feature reads. */
export interface UsageField {
  readonly description: string;

  /** Value of the field if the user does not give it. */
  readonly assumed: (config: AuditConfig) => number;
}

/** A change of a setting that saves money, and the data or function that is lost. */
export interface Lever {
  readonly setting: string;
  readonly change: string;
  readonly loses: string;

  /** The configuration with the change. Undefined if the configuration already has this value. */
  readonly changed: (config: AuditConfig) => AuditConfig | undefined;
}

/** What a feature adds to the estimate of `trailkeeper cost`. */
export interface FeatureCost {
  /** Prices that only this feature has, in US dollars. */
  readonly prices?: Readonly<Record<string, number>>;
  readonly usage?: Readonly<Record<string, UsageField>>;
  readonly charges: (basis: CostBasis) => readonly Charge[];

  /** Changes of settings of the feature that save money. */
  readonly levers?: readonly Lever[];
}
