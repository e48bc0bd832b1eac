import { maskingPolicy } from "../../../../modules/iam/masking-policy";
import { partition } from "../../../../sample-data/values";

const read = (identifiers: readonly string[], ofPartition = partition) =>
  JSON.parse(maskingPolicy(ofPartition, identifiers));

test("the policy finds and masks the same kinds of data", () => {
  const [audit, mask, ...others] = read(["EmailAddress", "DriversLicense-US"]).Statement;

  expect(others).toEqual([]);
  expect(audit.Operation).toEqual({ Audit: { FindingsDestination: {} } });
  expect(mask.Operation).toEqual({ Deidentify: { MaskConfig: {} } });
  expect(mask.DataIdentifier).toEqual(audit.DataIdentifier);
});

test.each(["aws", "aws-cn", "aws-us-gov"])(
  "the policy contains the data identifiers of AWS in partition %s",
  (ofPartition) => {
    const [{ DataIdentifier }] = read(["DriversLicense-US"], ofPartition).Statement;

    expect(DataIdentifier).toEqual([`arn:${ofPartition}:dataprotection::aws:data-identifier/DriversLicense-US`]);
  },
);

describe("the size of the policy", () => {
  // Both statements contain each character of a name, so the size changes in pairs
  const around = maskingPolicy(partition, [""]).length;
  const name = (length: number) => "x".repeat((length - around) / 2);

  test("the size of the policy may be 30,720 characters, or one pair less", () => {
    const most = around % 2 === 0 ? 30_720 : 30_719;
    expect(maskingPolicy(partition, [name(most)])).toHaveLength(most);
    expect(maskingPolicy(partition, [name(most - 2)])).toHaveLength(most - 2);
  });

  test("fails with one pair more", () => {
    const more = around % 2 === 0 ? 30_722 : 30_721;
    expect(() => maskingPolicy(partition, [name(more)])).toThrow(
      `a data-protection policy can have at most 30720 characters, got ${more}; use fewer data identifiers`,
    );
  });
});
