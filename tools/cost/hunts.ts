import { huntDays } from "../../hunts/hunt";

/**
 * Gigabytes that the daily hunts read: each day of log files is read by as many runs as a run reads days.
 *
 * @param gigabytes log files of CloudTrail, compressed, of any period
 */
export const huntedGigabytes = (gigabytes: number): number => gigabytes * huntDays;
