import { detections } from "../../../../detections/catalog/all";
import { disableNoKey, stopNoRecorder } from "../../../../detections/catalog/drill-calls";

test.each([
  ["disableNoKey", disableNoKey, ["key-disabled-or-deleted", "keys-made-useless"]],
  ["stopNoRecorder", stopNoRecorder, ["config-changes", "config-recorder-stopped"]],
])("the call of the drill %s matches several detections", (_name, shared, ids) => {
  expect(detections.filter(({ drill }) => drill === shared).map(({ id }) => id)).toEqual(ids);
});
