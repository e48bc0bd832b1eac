import { examples } from "../../sample-data/detection-examples/all";
import { disguises } from "../../sample-data/detection-examples/disguises";
import type { CloudTrailEvent } from "../../sample-data/events/event";

const fires = Object.values(examples).map((example) => example.fires);

/**
 * The evasion rows of a day: every disguise once, each applied to an example of a different detection. The next day continues
 * with the next detections. The rows are spread over the day.
 */
export function evasionEvents(day: string, number: number): CloudTrailEvent[] {
  const worn = Object.values(disguises);
  return worn.flatMap((disguise, index) => {
    const examplesOfOne = fires[(number * worn.length + index) % fires.length] ?? [];
    const example = examplesOfOne[number % examplesOfOne.length];
    const minute = Math.floor((index * 24 * 60) / worn.length);
    const time = new Date(Date.parse(`${day}T00:00:00Z`) + minute * 60_000).toISOString().replace(".000Z", "Z");
    // Examples have the same id, and would be counted as duplicate events
    return example ? [{ ...disguise(example), eventTime: time, eventID: `evasion-${number}-${index}` }] : [];
  });
}
