import { daysBefore } from "../../../hunts/days";

test("a day before has the day of the run as its parameter", () => {
  expect(daysBefore("to", "7")).toEqual({
    sql: "date_format(date_parse(?, '%Y/%m/%d') - 7 * interval '1' day, '%Y/%m/%d')",
    parameters: ["to"],
  });
});
