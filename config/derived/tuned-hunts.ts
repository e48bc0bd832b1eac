import { allHunts, type Hunt } from "../../hunts/hunt";
import { type HuntExclusion, type TunedHunt, withDefaults } from "../../hunts/tuned-hunt";
import type { AuditConfig } from "../audit-config";

type Settings = AuditConfig["hunts"];
type Exclusion = NonNullable<Settings["overrides"][string]>["exclusions"][number];

/** The enabled hunts, with the severity, parameters and exclusions of the configuration. */
export function tunedHunts({ hunts: { overrides } }: { readonly hunts: Pick<Settings, "overrides"> }): TunedHunt[] {
  return allHunts()
    .filter(({ name }) => overrides[name]?.off === undefined)
    .map((hunt) => tunedHunt(hunt, overrides[hunt.name]));
}

function tunedHunt(hunt: Hunt, override: Settings["overrides"][string]): TunedHunt {
  const tuned = withDefaults(hunt);
  if (override === undefined) return tuned;
  const { severity = hunt.severity, parameters, exclusions } = override;
  return Object.assign(tuned, {
    severity,
    values: { ...tuned.values, ...parameters },
    exclusions: exclusions.flatMap(exclusionOf),
  });
}

/** The schema requires exactly one of `principalArn` and `account`. */
function exclusionOf({ principalArn, account }: Exclusion): HuntExclusion[] {
  if (principalArn !== undefined) return [{ principalArn }];
  return account === undefined ? [] : [{ account }];
}
