import { cisExamples } from "./cis";
import { dataExamples } from "./data";
import { dataLossExamples } from "./data-loss";
import type { Examples } from "./example";
import { identityExamples } from "./identity";
import { infrastructureExamples } from "./infrastructure";
import { privilegeExamples } from "./privileges";
import { serviceAbuseExamples } from "./service-abuse";
import { tamperingExamples } from "./tampering";

/** Examples of every detection, by the id of the detection. */
export const examples: Readonly<Record<string, Examples>> = {
  ...cisExamples,
  ...dataExamples,
  ...dataLossExamples,
  ...identityExamples,
  ...privilegeExamples,
  ...infrastructureExamples,
  ...serviceAbuseExamples,
  ...tamperingExamples,
};
