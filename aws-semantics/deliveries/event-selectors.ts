/** An advanced event selector of a trail, with the fields that CloudTrail checks. */
export interface EventSelector {
  readonly fields: readonly string[];
}

/** Maximum number of advanced event selectors that CloudTrail accepts. */
const most = 500;

/**
 * The error message of CloudTrail for advanced event selectors. Undefined if CloudTrail accepts them.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html
 */
export function selectorsRefusal(selectors: readonly EventSelector[]): string | undefined {
  if (selectors.length === 0 || selectors.length > most) return "Specify between 1 and 500 selectors for your trail.";
  return selectors.every(({ fields }) => fields.includes("eventCategory"))
    ? undefined
    : "The following fields are required: [eventCategory].";
}
