import { type RunValue, type Sql, composeSql, parameter } from "./sql";

/**
 * Share of the days of a history that runs must have read, or that must have logs. With fewer days, it is not known whether a use is
 * the first use, or whether a day without logs is unusual.
 */
export const completeFrom = 0.9;

/** The day that is a number of days before the first or the last day of a run. */
export const daysBefore = (day: RunValue, days: string): Sql =>
  composeSql`date_format(date_parse(${parameter(day)}, '%Y/%m/%d') - ${days} * interval '1' day, '%Y/%m/%d')`;
