import { figuresOf } from "../../../../dev/scale/figures";

test("the figures of an organization of 10 members are as calculated by hand", () => {
  expect(figuresOf(10)).toMatchObject({
    // 10 members, the management account and the log archive, in four regions
    objects: 12 * 4 * 53,
    partitions: 12 * 4 * 31,
    statements: 1,
    accounts: 10,
  });
});
