import { detections } from "../../../detections/catalog/all";
import { pipelineChecks } from "../../../detections/pipeline-checks";
import { featureChecks } from "../../../features/checks";

const all = [...pipelineChecks, ...featureChecks];

test("each check has a unique id, also among detections, because ids are part of alarm names", () => {
  const ids = [...all, ...detections].map(({ id }) => id);

  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^[a-z]+(-[a-z\d]+)*$/.test(id))).toEqual([]);
});

test("each check of a feature has periods that CloudWatch evaluates", () => {
  const wrong = featureChecks.filter(({ periodSeconds, periods }) => {
    const longest = periodSeconds < 3600 ? 86_400 : 604_800;
    return periodSeconds % 60 !== 0 || periodSeconds * periods > longest;
  });

  expect(wrong).toEqual([]);
});

test("the description of each check of a feature fits into the 1,024 characters of an alarm description", () => {
  const tooLong = featureChecks.filter(
    ({ title, why, runbook }) => title.length + why.length + runbook.length + 300 + " . Runbook: /.md".length > 1024,
  );

  expect(tooLong).toEqual([]);
});
