import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname } from "node:path";
import { addressChanges, lostAddressAdvice } from "../../dev/addresses/address-changes";
import { addressFile, addressText, contractConfigurations } from "../../dev/addresses/address-file";
import { rootAddresses } from "../../dev/addresses/root-addresses";
import { organization } from "../support/organization";

describe.each(contractConfigurations)("%s", (configuration) => {
  const roots = [...organization(configuration).stacks];

  test.each(roots)("%s keeps the address of every resource", (name, { json }) => {
    const path = addressFile(configuration, name);
    const listed = existsSync(path) ? readFileSync(path, "utf8") : "";
    const { lost } = addressChanges(listed, rootAddresses(json));

    expect(lost.length > 0 ? lostAddressAdvice(path, lost) : "").toBe("");
  });

  test.each(roots)("the list of addresses of %s is complete; if not, run npm run addresses", (name, { json }) => {
    expect(readFileSync(addressFile(configuration, name), "utf8")).toBe(addressText(rootAddresses(json)));
  });

  test("every listed root still exists", () => {
    const listed = readdirSync(dirname(addressFile(configuration, "any")));

    expect(listed.toSorted()).toEqual(roots.map(([name]) => `${name}.txt`).toSorted());
  });
});
