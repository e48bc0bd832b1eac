import { serviceTrustJson } from "./policy-document";

/** Account and region of a schedule in the default group. */
interface SchedulePlace {
  readonly partition: string;
  readonly accountId: string;
  readonly region: string;
}

/**
 * The trust policy that allows schedules of the default group to assume a role.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 */
export function scheduleTrustJson({ partition, accountId, region }: SchedulePlace): string {
  return serviceTrustJson("scheduler.amazonaws.com", {
    StringEquals: {
      "aws:SourceAccount": accountId,
      "aws:SourceArn": `arn:${partition}:scheduler:${region}:${accountId}:schedule-group/default`,
    },
  });
}
