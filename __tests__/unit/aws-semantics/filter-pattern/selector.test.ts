import { Reader } from "../../../../aws-semantics/filter-pattern/reader";
import { type SelectorStep, printSelector, readSelector } from "../../../../aws-semantics/filter-pattern/selector";
import { refusalOf } from "../../../support/refusal";

const key = (name: string): SelectorStep => ({ kind: "key", key: name });
const index = (at: number): SelectorStep => ({ kind: "index", index: at });
const element: SelectorStep = { kind: "every-element" };
const field: SelectorStep = { kind: "every-field" };

describe("a selector", () => {
  test.each<[string, readonly SelectorStep[], string]>([
    ["$.eventName", [key("eventName")], "$.eventName"],
    ["$.user_id-2", [key("user_id-2")], "$.user_id-2"],
    ["$.0", [key("0")], "$.0"],
    ["$.userIdentity.type", [key("userIdentity"), key("type")], "$.userIdentity.type"],
    ["$.users[0]", [key("users"), index(0)], "$.users[0]"],
    ["$.users[10].email", [key("users"), index(10), key("email")], "$.users[10].email"],
    ["$.coordinates[0][1]", [key("coordinates"), index(0), index(1)], "$.coordinates[0][1]"],
    ["$.a[007]", [key("a"), index(7)], "$.a[7]"],
    ["$.a[999999999]", [key("a"), index(999_999_999)], "$.a[999999999]"],
    ["$.tags[*]", [key("tags"), element], "$.tags[*]"],
    ["$.tags[*].key", [key("tags"), element, key("key")], "$.tags[*].key"],
    ["$.*", [field], "$.*"],
    ["$.*.a", [field, key("a")], "$.*.a"],
    ["$.a.*", [key("a"), field], "$.a.*"],
    ["$.a[*].*", [key("a"), element, field], "$.a[*].*"],
    ["$.['cluster.name']", [key("cluster.name")], "$.['cluster.name']"],
    ['$.["cluster.name"]', [key("cluster.name")], "$.['cluster.name']"],
    ["$.a['b c']", [key("a"), key("b c")], "$.a.['b c']"],
    ["$.a.['b.c'].d", [key("a"), key("b.c"), key("d")], "$.a.['b.c'].d"],
    ["$.['plain']", [key("plain")], "$.plain"],
    ["$.['']", [key("")], "$.['']"],
    ["$.['it\\'s']", [key("it's")], "$.['it\\'s']"],
    ['$.["it\'s"]', [key("it's")], "$.['it\\'s']"],
    ["$.['a\\\\b']", [key("a\\b")], "$.['a\\\\b']"],
    ["$.['*']", [key("*")], "$.['*']"],
    ["$.['0']", [key("0")], "$.0"],
    ["$.['é']", [key("é")], "$.['é']"],
    ["$.__proto__", [key("__proto__")], "$.__proto__"],
  ])("%s is parsed to %j, and printed as %s", (written, steps, printed) => {
    const reader = new Reader(written);

    expect(readSelector(reader)).toEqual(steps);
    expect(reader.isAtEnd).toBe(true);
    expect(printSelector(steps)).toBe(printed);
    expect(readSelector(new Reader(printed))).toEqual(steps);
  });

  test.each<[string, number]>([
    ["$.a = 1", 3],
    ["$.a=1", 3],
    ["$.a!=1", 3],
    ["$.a [0]", 3],
    ["$.a IS NULL", 3],
    ["$.a[0]IS NULL", 6],
  ])("a selector in %j ends before position %i", (written, position) => {
    const reader = new Reader(written);
    readSelector(reader);

    expect(reader.position).toBe(position);
  });

  test.each<[string, string]>([
    ["eventName", "found `eventName` at position 0, expected a selector such as `$.eventName`, or `(`"],
    ['"v"', 'found `"` at position 0, expected a selector such as `$.eventName`, or `(`'],
    ["", "found the end at position 0, expected a selector such as `$.eventName`, or `(`"],
    ["$", "found the end at position 1, expected `.` after `$`"],
    ["$eventName", "found `eventName` at position 1, expected `.` after `$`"],
    ["$ .a", "found ` ` at position 1, expected `.` after `$`"],
    ["$[0]", "found `[` at position 1, expected `.` after `$`"],
    ["$['a']", "found `[` at position 1, expected `.` after `$`"],
    ["$.", "found the end at position 2, expected a name, `*`, or another key as `['a key']`"],
    ["$..a", "found `.a` at position 2, expected a name, `*`, or another key as `['a key']`"],
    ["$.a.", "found the end at position 4, expected a name, `*`, or another key as `['a key']`"],
    ["$.@timestamp", "found `@` at position 2, expected a name, `*`, or another key as `['a key']`"],
    ["$.[0]", "found `[` at position 2, expected a name, `*`, or another key as `['a key']`"],
    ["$.[*]", "found `[` at position 2, expected a name, `*`, or another key as `['a key']`"],
    ["$.é", "found `é` at position 2, expected a name, `*`, or another key as `['a key']`"],
    ["$.a[]", "found `]` at position 4, expected an index such as 0, `*`, or a key in quotes"],
    ["$.a[-1]", "found `-1` at position 4, expected an index such as 0, `*`, or a key in quotes"],
    ["$.a[b]", "found `b` at position 4, expected an index such as 0, `*`, or a key in quotes"],
    ["$.a[0:2]", "found `:` at position 5, expected `]`"],
    ["$.a[0", "found the end at position 5, expected `]`"],
    ["$.a[ 0 ]", "found ` ` at position 4, expected an index such as 0, `*`, or a key in quotes"],
    ["$.a[1234567890]", "found `0` at position 13, expected `]`"],
    ["$.a[*", "found the end at position 5, expected `]`"],
    ["$.['a", "found the end at position 5, expected `'` to end the text"],
    ["$.['a'", "found the end at position 6, expected `]`"],
    ["$.['a\"]", "found the end at position 7, expected `'` to end the text"],
  ])("fails for %j", (written, message) => {
    expect(refusalOf(() => readSelector(new Reader(written)))).toBe(message);
  });
});
