import { deliveringRoles } from "../../../log-sources/delivering-roles";

test("the names of the delivering roles begin with the prefix and have at most 64 characters", () => {
  const names = Object.values(deliveringRoles("a".repeat(20)));

  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !name.startsWith(`${"a".repeat(20)}-`) || name.length > 64)).toEqual([]);
});
