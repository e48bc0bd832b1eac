import { type ArchivesUnderTest, modern } from "./archives-under-test";
import { keyRefusal, refusal } from "./guarded";
import type { RequestRow, Variant } from "./request-row";

const isOtherCaller = ({ caller, source }: Variant) => caller !== undefined || source !== undefined;
const isOtherRequest = (variant: Variant) => isOtherCaller(variant) || variant.key === undefined;

/**
 * Defines tests that each request is allowed, and each of its variants is denied.
 *
 * @param withKey archives with the key whose policy is evaluated
 */
export function describeRows(
  rows: readonly RequestRow[],
  archives: ArchivesUnderTest,
  withKey: ArchivesUnderTest = archives,
): void {
  describe.each(rows)("$who $does", (row) => {
    test("the request is allowed by the bucket policy, and by the key policy for every use of the key", () => {
      expect(archives.tellBucket(row)).toContain(" is allowed by ");
      expect(archives.askBucket(row).effect).toBe("allow");
      expect(withKey.askKey(row).map(({ effect }) => effect)).toEqual((row.key?.actions ?? []).map(() => "allow"));
    });

    test("the request has at least three variants that must be denied", () => {
      expect(row.refused.length).toBeGreaterThanOrEqual(3);
    });

    test.each(row.refused.filter(isOtherRequest))(
      "a variant is denied by the bucket policy, because $because",
      (variant) => {
        const changed = archives.changed(row, variant);

        expect(archives.askBucket(changed).effect).toBe(refusal(archives.setting, row, changed, variant));
      },
    );

    const otherCallers = row.refused.filter((variant) => row.key !== undefined && isOtherCaller(variant));
    if (otherCallers.length > 0) {
      test.each(otherCallers)("a variant may not use the key, because $because", (variant) => {
        for (const { effect } of withKey.askKey(archives.changed(row, variant))) expect(effect).not.toBe("allow");
      });
    }

    const otherUses = row.refused.filter(({ key }) => key !== undefined);
    if (otherUses.length > 0) {
      test.each(otherUses)("another use of the key is denied, because $because", (variant) => {
        const answers = withKey.askKey(archives.changed(row, variant)).map(({ effect }) => effect);
        const { actions } = variant.key ?? { actions: [] };

        expect(actions.length).toBeGreaterThan(0);
        expect(answers).toEqual(actions.map((action) => keyRefusal(action, variant)));
      });
    }

    test.each([
      ["without TLS", { ...modern, "aws:SecureTransport": "false" }],
      ["with TLS 1.1", { ...modern, "s3:TlsVersion": "1.1" }],
      ["with TLS 1.0", { ...modern, "s3:TlsVersion": "1.0" }],
    ])("the request is denied %s", (_, transport) => {
      expect(archives.askBucket(row, transport)).toMatchObject({ effect: "explicit deny" });
    });

    test(`$who $does is allowed with TLS 1.2`, () => {
      expect(archives.askBucket(row, { ...modern, "s3:TlsVersion": "1.2" })).toMatchObject({ effect: "allow" });
    });
  });
}
