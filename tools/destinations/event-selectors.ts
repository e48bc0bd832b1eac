/** An advanced event selector of a trail, as far as CloudTrail's admission reads it. */
export interface EventSelector {
  readonly fields: readonly string[];
}

/** CloudTrail's limit of advanced selectors. */
const most = 500;

/**
 * What CloudTrail says of advanced event selectors before it accepts them; undefined when it does.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html
 */
export function selectorsRefusal(selectors: readonly EventSelector[]): string | undefined {
  if (selectors.length === 0 || selectors.length > most) return "Specify between 1 and 500 selectors for your trail.";
  return selectors.every(({ fields }) => fields.includes("eventCategory"))
    ? undefined
    : "The following fields are required: [eventCategory].";
}
