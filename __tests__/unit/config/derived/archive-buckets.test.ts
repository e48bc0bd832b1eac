import { existingBuckets } from "../../../../config/derived/archive-buckets";
import { namesFor } from "../../../../config/names/names";
import { parse } from "../configuration";

test.each([true, false])("existingBuckets has that of AWS WAF's logs where it is on: %j", (enabled) => {
  const config = parse({ "logSources.webAclLogs.enabled": enabled });
  const { webAclLogs, ...always } = namesFor(config).buckets;

  expect(existingBuckets(config)).toEqual([...Object.values(always), ...(enabled ? [webAclLogs] : [])]);
});
