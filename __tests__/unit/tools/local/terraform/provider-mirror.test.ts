import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  findProviderMirror,
  providerSource,
  providerVersion,
} from "../../../../../tools/local/terraform/provider-mirror";

// The machine of the tests: what lies on it is below this folder, and nothing else is seen
let mockMachine: string;
jest.mock("node:os", () => ({ ...jest.requireActual("node:os"), homedir: () => "/home/somebody" }));
jest.mock("node:fs", () => {
  const fs = jest.requireActual("node:fs");
  return {
    ...fs,
    statSync: (path: string, options: object) => fs.statSync(mockMachine + path, options),
    readdirSync: (path: string) => fs.readdirSync(mockMachine + path),
  };
});

beforeEach(() => {
  mockMachine = mkdtempSync(join(tmpdir(), "trailkeeper-"));
  jest.replaceProperty(process, "env", {});
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(mockMachine, { recursive: true });
});

const mirrored = (folder: string) => join(mockMachine, folder, "registry.example.com", providerSource);

/** Puts a provider into a mirror, unpacked. */
const put = (folder: string, version = providerVersion) =>
  mkdirSync(join(mirrored(folder), version, "linux_amd64"), { recursive: true });

/** Puts a file into a mirror, as packed providers are. */
function putPacked(folder: string, name: string): void {
  mkdirSync(mirrored(folder), { recursive: true });
  writeFileSync(join(mirrored(folder), name), "");
}

const home = "/home/somebody/.terraform.d/plugins";
const system = ["/usr/local/share/terraform/plugins", "/usr/share/terraform/plugins"];

describe("findProviderMirror", () => {
  test("finds none on a machine without one", () => {
    expect(findProviderMirror()).toBeUndefined();
  });

  test.each([home, ...system, "/opt/anything"])("finds one in %s", (folder) => {
    put(folder);

    expect(findProviderMirror()).toBe(folder);
  });

  test("finds a packed provider", () => {
    putPacked(home, `terraform-provider-aws_${providerVersion}_linux_amd64.zip`);

    expect(findProviderMirror()).toBe(home);
  });

  test.each(["5.99.0", `${providerVersion}-beta1`, "6.0.0"])("takes none with version %s", (version) => {
    put(home, version);
    putPacked(home, `terraform-provider-aws_${version}_linux_amd64.zip`);

    expect(findProviderMirror()).toBeUndefined();
  });

  test("returns the first mirror with the provider, the user's before the system's", () => {
    put("/opt/b");
    put("/opt/a", "5.99.0");
    expect(findProviderMirror()).toBe("/opt/b");

    put("/opt/a");
    expect(findProviderMirror()).toBe("/opt/a");

    for (const folder of [...system.toReversed(), home]) {
      put(folder);
      expect(findProviderMirror()).toBe(folder);
    }
  });

  test("returns the named mirror before any other", () => {
    put(home);
    put("/elsewhere");
    process.env["TRAILKEEPER_PROVIDER_MIRROR"] = "/elsewhere";

    expect(findProviderMirror()).toBe("/elsewhere");
  });

  test("fails for a named mirror without the provider, even if another has it", () => {
    put(home);
    put("/elsewhere", "5.99.0");
    process.env["TRAILKEEPER_PROVIDER_MIRROR"] = "/elsewhere";

    expect(() => findProviderMirror()).toThrow(
      `TRAILKEEPER_PROVIDER_MIRROR is /elsewhere, which has no AWS provider ${providerVersion}; unset it or correct it`,
    );
  });
});
