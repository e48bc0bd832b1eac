import { permissionOf } from "../../../../features/dashboards/permissions";

const sets = ["dashboardReader", "dashboardOwner", "analysisOwner", "dataSetUser"] as const;

test.each(sets)("%s returns a set of QuickSight actions for one group", (set) => {
  const [permission, ...others] = permissionOf(set, "group");

  expect(others).toEqual([]);
  expect(permission?.principal).toBe("group");
  expect(permission?.actions.filter((action) => !/^quicksight:[A-Z]\w+$/.test(action))).toEqual([]);
  // The AWS provider accepts 20 actions
  expect(permission?.actions.length).toBeLessThanOrEqual(20);
});

test.each(sets)("%s returns no permission without a group", (set) => {
  expect(permissionOf(set, undefined)).toEqual([]);
});

test.each(["dashboardReader", "dataSetUser"] as const)("%s contains no action that changes anything", (set) => {
  const [permission] = permissionOf(set, "group");

  expect(permission?.actions.filter((action) => /:(Create|Delete|Put|Restore|Update)/.test(action))).toEqual([]);
});
