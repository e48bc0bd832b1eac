import type { Setting, Variant } from "./request-row";

/** The source that log delivery sends with a request: its account and its resource. */
export const deliverySource = ({ config, arn }: Setting, account: string, organization: string) => ({
  "aws:SourceAccount": account,
  "aws:SourceArn": arn("logs", config.homeRegion, account, "*"),
  "aws:SourceOrgID": organization,
});

/**
 * Deliveries that the archive must deny.
 *
 * @param otherArn ARN of a resource of the member that is not a delivery of CloudWatch Logs
 * @param otherService a service that delivers other logs
 */
export function foreignDeliveries(setting: Setting, otherArn: string, otherService: string): Variant[] {
  const { config, member, outside, otherOrganization } = setting;
  const own = deliverySource(setting, member, config.organizationId);
  const foreign = (because: string, source: Variant["source"]): Variant => ({
    because,
    effect: "implicit deny",
    source,
  });
  return [
    foreign("the account is of another organization", deliverySource(setting, outside, otherOrganization)),
    foreign("it is not delivered for CloudWatch Logs", { ...own, "aws:SourceArn": otherArn }),
    foreign("the request has no source account", {}),
    {
      because: "the caller is another service",
      effect: "implicit deny",
      caller: { kind: "service", service: otherService },
    },
  ];
}

/** A correct request, but of another organization. */
export const strangersDelivery = (setting: Setting, path: string): Variant => ({
  because: "the account belongs to another organization, and uses its own path",
  effect: "implicit deny",
  source: deliverySource(setting, setting.outside, setting.otherOrganization),
  path: path.replace(setting.member, setting.outside),
});
