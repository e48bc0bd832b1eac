import { monitorRows } from "../../../search/monitor-rows";

test("each monitor has an id of its own, which can be the name of a runbook", () => {
  const ids = monitorRows.map(({ id }) => id);

  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
});

test("only what is urgent pages", () => {
  expect(monitorRows.filter(({ severity }) => severity === "page").map(({ id }) => id)).toEqual(["repeated-findings"]);
});

test("only private addresses are looked at for refused ports, and no answers to clients", () => {
  const filter = JSON.stringify(monitorRows.find(({ id }) => id === "refused-ports")?.filter);

  expect(filter).toContain('"srcaddr":["10.0.0.0/8","172.16.0.0/12","192.168.0.0/16","100.64.0.0/10","fc00::/7"]');
  expect(filter).toContain('"dstport":{"lt":32768}');
});

test("findings are looked for by nothing that is missing when there are none", () => {
  const silent = monitorRows.filter(({ groups }) => groups === undefined).map(({ stream }) => stream);

  expect(silent).toEqual(["flow-logs", "app-logs"]);
});
