import { webAclOptions } from "../../../log-sources/web-acl-logs";

test("every option has a default", () => {
  expect(Object.keys(webAclOptions.parse({}))).toEqual(Object.keys(webAclOptions.shape));
});

test("fails with an invalid or unknown option", () => {
  expect(webAclOptions.safeParse({ redactedHeaders: ["Cookie"] }).success).toBe(false);
  expect(webAclOptions.safeParse({ unknown: true }).success).toBe(false);
});
