import { withModeDefaults } from "../../../config/mode-defaults";
import { parse } from "./configuration";

const layout = { mode: "controlTower", "controlTower.layout": "3.x" };

describe("the defaults of the mode controlTower", () => {
  test("the defaults of the mode controlTower are the role AWSControlTowerExecution and no recorder", () => {
    const { access, logSources } = parse(layout);

    expect([access.roleName, logSources.awsConfig.recorder]).toEqual(["AWSControlTowerExecution", "none"]);
  });

  test("the defaults of the mode controlTower do not replace a configured value", () => {
    expect(parse({ ...layout, "access.roleName": "Deployer" }).access.roleName).toBe("Deployer");
  });

  test("the defaults of the mode controlTower do not apply in another mode", () => {
    const { access, logSources } = parse();

    expect([access.roleName, logSources.awsConfig.recorder]).toEqual(["OrganizationAccountAccessRole", "create"]);
  });
});

test.each([undefined, null, "text", [], { mode: "whole" }, { mode: ["controlTower"] }])(
  "withModeDefaults returns %j unchanged",
  (raw) => {
    expect(withModeDefaults(raw)).toBe(raw);
  },
);

test.each([null, [], "text", 1])(
  "withModeDefaults leaves a section that is %j unchanged, and the schema reports it",
  (section) => {
    expect(withModeDefaults({ mode: "controlTower", access: section, logSources: { awsConfig: section } })).toEqual({
      mode: "controlTower",
      access: section,
      logSources: { awsConfig: section },
    });
  },
);
