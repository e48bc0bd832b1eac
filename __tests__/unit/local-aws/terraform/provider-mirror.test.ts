import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Machine } from "../../../../local-aws/machine";
import { findProviderMirror, providerSource, providerVersion } from "../../../../local-aws/terraform/provider-mirror";

// The machine of the tests: it contains only the tools below its root
let machine: Machine;

beforeEach(() => {
  machine = { root: mkdtempSync(join(tmpdir(), "trailkeeper-")), home: "/home/somebody" };
  jest.replaceProperty(process, "env", {});
});
afterEach(() => rmSync(machine.root, { recursive: true }));

const mirrored = (folder: string) => join(machine.root, folder, "registry.example.com", providerSource);

/** Writes an unpacked provider into a mirror. */
const put = (folder: string, version = providerVersion) =>
  mkdirSync(join(mirrored(folder), version, "linux_amd64"), { recursive: true });

/** Writes a packed provider into a mirror. */
function putPacked(folder: string, name: string): void {
  mkdirSync(mirrored(folder), { recursive: true });
  writeFileSync(join(mirrored(folder), name), "");
}

const home = "/home/somebody/.terraform.d/plugins";
const system = ["/usr/local/share/terraform/plugins", "/usr/share/terraform/plugins"];

describe("findProviderMirror", () => {
  test("returns undefined on a machine without a mirror", () => {
    expect(findProviderMirror(machine)).toBeUndefined();
  });

  test.each([home, ...system, "/opt/anything"])("finds a mirror in %s", (folder) => {
    put(folder);

    expect(findProviderMirror(machine)).toBe(folder);
  });

  test("finds a packed provider", () => {
    putPacked(home, `terraform-provider-aws_${providerVersion}_linux_amd64.zip`);

    expect(findProviderMirror(machine)).toBe(home);
  });

  test.each(["5.99.0", `${providerVersion}-beta1`, "6.0.0"])("ignores a mirror with version %s", (version) => {
    put(home, version);
    putPacked(home, `terraform-provider-aws_${version}_linux_amd64.zip`);

    expect(findProviderMirror(machine)).toBeUndefined();
  });

  test("returns the first mirror with the provider, the user's before the system's", () => {
    put("/opt/b");
    put("/opt/a", "5.99.0");
    expect(findProviderMirror(machine)).toBe("/opt/b");

    put("/opt/a");
    expect(findProviderMirror(machine)).toBe("/opt/a");

    for (const folder of [...system.toReversed(), home]) {
      put(folder);
      expect(findProviderMirror(machine)).toBe(folder);
    }
  });

  test("returns the configured mirror before any other", () => {
    put(home);
    put("/elsewhere");
    process.env["TRAILKEEPER_PROVIDER_MIRROR"] = "/elsewhere";

    expect(findProviderMirror(machine)).toBe("/elsewhere");
  });

  test("fails for a configured mirror without the provider, even if another mirror has it", () => {
    put(home);
    put("/elsewhere", "5.99.0");
    process.env["TRAILKEEPER_PROVIDER_MIRROR"] = "/elsewhere";

    expect(() => findProviderMirror(machine)).toThrow(
      `TRAILKEEPER_PROVIDER_MIRROR is /elsewhere, which has no AWS provider ${providerVersion}; correct or unset the variable`,
    );
  });
});
