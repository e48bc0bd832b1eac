import { existingBuckets } from "../../../../config/derived/archive-buckets";
import { namesFor } from "../../../../config/names/names";
import { account } from "../../../../sample-data/values";
import { parse } from "../configuration";

test.each([true, false])("existingBuckets contains the bucket of AWS WAF if it is enabled: %j", (enabled) => {
  const config = parse({ "logSources.webAclLogs.enabled": enabled });
  const { webAclLogs, ...always } = namesFor(config).buckets;

  expect(existingBuckets(config)).toEqual([...Object.values(always), ...(enabled ? [webAclLogs] : [])]);
});

test.each([true, false])("existingBuckets contains the bucket of the lakehouse if it is enabled: %j", (enabled) => {
  const names = existingBuckets(parse({ "lakehouse.enabled": enabled }));

  expect(names.includes(`acme-lakehouse-${account(2)}`)).toBe(enabled);
});
