import {
  replicaChecks,
  replicaLateSeconds,
  replicatedArchives,
  replicationChecks,
} from "../../../detections/replica-checks";

test("separate checks read failures in the region where S3 counts them, and lag in the region where S3 reports it", () => {
  const failures = replicatedArchives.flatMap((archive) => replicationChecks(archive));
  const lag = replicatedArchives.flatMap((archive) => replicaChecks(archive, replicaLateSeconds.uncontrolled));

  expect(new Set(failures.map(({ metricName }) => metricName))).toEqual(new Set(["OperationsFailedReplication"]));
  expect(new Set(lag.map(({ metricName }) => metricName))).toEqual(new Set(["ReplicationLatency"]));
});

test.each(replicatedArchives)("%s has one check of failures and one check of lag", (archive) => {
  expect(replicationChecks(archive).map(({ id }) => id)).toEqual([`replica-failing-${archive}`]);
  expect(replicaChecks(archive, 3_600).filter(({ sign }) => sign === "trouble")).toMatchObject([
    { id: `replica-late-${archive}`, measure: { statistic: "Maximum", threshold: 3_600 } },
  ]);
});

test("the check of lag uses the time to which AWS commits itself, with time control", () => {
  const [late] = replicaChecks("trail", replicaLateSeconds.controlled);

  expect(late?.measure?.threshold).toBe(900);
  expect(late?.title).toContain("15 minutes behind");
});

test("only the trail has an alarm of silence, which counts data points, because a lag of zero is not a silence", () => {
  const silent = replicatedArchives.flatMap((archive) =>
    replicaChecks(archive, 3_600).filter(({ sign }) => sign === "silence"),
  );

  expect(silent).toMatchObject([
    { id: "replica-silent", severity: "page", measure: { statistic: "SampleCount", threshold: 1 } },
  ]);
});
