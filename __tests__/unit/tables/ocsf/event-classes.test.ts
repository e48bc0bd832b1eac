import { activitiesOf, eventClasses } from "../../../../tables/ocsf/event-classes";

test.each(Object.entries(eventClasses))(
  "the number of the class %s begins with the number of its category",
  (_, one) => {
    expect(Math.floor(one.uid / 1_000)).toBe(one.category.uid);
  },
);

test("no two classes have the same number", () => {
  const numbers = Object.values(eventClasses).map(({ uid }) => uid);

  expect(new Set(numbers).size).toBe(numbers.length);
});

test("every class has the activities Unknown and Other", () => {
  for (const one of Object.values(eventClasses)) {
    expect(activitiesOf(one)).toMatchObject({ 0: "Unknown", 99: "Other", ...one.activities });
  }
});
