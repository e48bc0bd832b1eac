import type { TargetInput } from "../../../../aws-semantics/eventbridge/target-input";
import { account, arn } from "../../../../sample-data/values";
import { type FactTable, stackd } from "../fact-table";

/** The input of a target, and the result of AWS. */
export interface InputFact {
  /** The name of the observation in the source. */
  readonly what: string;
  readonly input: TargetInput;

  /** The delivered message, or the message in the dead-letter queue as INVALID_JSON, or the reason why `PutTargets` refused it. */
  readonly expected: { readonly delivered: string } | { readonly invalid: string } | { readonly refused: string };
}

/** The detail of the event in all observations. */
export const probe = {
  text: "hello",
  number: 42,
  flag: true,
  nothing: null,
  object: { first: "one", second: 2 },
  array: ["one", "two", { x: 3 }],
  items: [{ name: "first" }, { name: "second" }],
  "hyphen-key": "dash",
  under_score: "under",
  "slash/key": "slash",
  "dot.key": "dot",
  quoted: 'say "hello"',
  escaped: "line\nslash\\tab\tend",
};

/** The name of the rule in all observations. */
export const rule = { name: "case", arn: arn("events", "us-east-1", account(1), "rule/owned/case") };

const path = (InputPath: string): TargetInput => ({ InputPath });
const template = (InputTemplate: string, ...names: string[]): TargetInput => ({
  InputTransformer: {
    InputTemplate,
    InputPathsMap: Object.fromEntries(names.map((name) => [name, `$.detail.${name}`])),
  },
});
const valueOf = (InputTemplate: string, value: string): TargetInput => ({
  InputTransformer: { InputTemplate, InputPathsMap: { value } },
});
const field = '{"value":<value>}';

const delivered: readonly (readonly [string, TargetInput, string])[] = [
  ["input-object", { Input: '{ "fixed": true }' }, '{ "fixed": true }'],
  ["input-array", { Input: '[1,"two"]' }, '[1,"two"]'],
  ["input-string", { Input: '"constant"' }, '"constant"'],
  ["input-number", { Input: "17" }, "17"],
  ["input-null", { Input: "null" }, "null"],
  ["path-missing", path("$.detail.missing"), "{}"],
  ["path-index", path("$.detail.array[1]"), '"two"'],
  ["path-nested-index", path("$.detail.items[1].name"), '"second"'],
  ["path-array-wildcard", path("$.detail.items[*].name"), '["first","second"]'],
  ["path-hyphen", path("$.detail.hyphen-key"), '"dash"'],
  ["path-underscore", path("$.detail.under_score"), '"under"'],
  ["path-slash", path("$.detail.slash/key"), '"slash"'],
  ["path-empty", path(""), "{}"],
  ["map-missing", valueOf(field, "$.detail.missing"), '{"value":""}'],
  ["map-index", valueOf(field, "$.detail.array[1]"), '{"value":"two"}'],
  ["map-array-wildcard", valueOf(field, "$.detail.items[*].name"), '{"value":["first","second"]}'],
  ["map-hyphen", valueOf(field, "$.detail.hyphen-key"), '{"value":"dash"}'],
  ["map-underscore", valueOf(field, "$.detail.under_score"), '{"value":"under"}'],
  [
    "typed-values",
    template(
      '{"text":<text>,"number":<number>,"flag":<flag>,"nothing":<nothing>,"object":<object>,"array":<array>}',
      "text",
      "number",
      "flag",
      "nothing",
      "object",
      "array",
    ),
    '{"text":"hello","number":42,"flag":true,"nothing":null,"object":{"first":"one","second":2},"array":["one","two",{"x":3}]}',
  ],
  [
    "embedded-values",
    template('"text=<text>; object=<object>; array=<array>"', "text", "object", "array"),
    '"text=hello; object={first:one,second:2}; array=[one,two,{x:3}]"',
  ],
  ["escaped-string", valueOf(field, "$.detail.escaped"), '{"value":"line\\nslash\\\\tab\\tend"}'],
  ["quoted-string", valueOf(field, "$.detail.quoted"), '{"value":"say \\"hello\\""}'],
  ["escaped-template", valueOf('"prefix \\"<value>\\" suffix"', "$.detail.text"), '"prefix \\"hello\\" suffix"'],
  ["missing-string", template('"before <missing> after"', "missing"), '"before  after"'],
  [
    "missing-object",
    template('{"before":1,"missing":<missing>,"after":2}', "missing"),
    '{"before":1,"missing":"","after":2}',
  ],
  ["undefined-string", template('"before <undefined> after"'), '"before <undefined> after"'],
  [
    "template-multiline",
    valueOf('"first <value>"\n"second <value>"', "$.detail.text"),
    '"first hello"\n"second hello"',
  ],
  ["template-null", template("null"), "null"],
  ["template-array", valueOf('["fixed",<value>]', "$.detail.number"), '["fixed",42]'],
  [
    "reserved-string",
    template('"<aws.events.rule-name> triggered <aws.events.rule-arn>"'),
    `"case triggered ${rule.arn}"`,
  ],
  ["structured-missing-array", template('{"value":[<missing>]}', "missing"), '{"value":[""]}'],
  [
    "structured-embedded-quoted",
    valueOf('{"value":"prefix <value> suffix"}', "$.detail.quoted"),
    '{"value":"prefix say \\"hello\\" suffix"}',
  ],
  [
    "structured-embedded-escaped",
    valueOf('{"value":"prefix <value> suffix"}', "$.detail.escaped"),
    '{"value":"prefix line\\nslash\\\\tab\\tend suffix"}',
  ],
  ["root-array-typed-nothing", valueOf("[<value>]", "$.detail.nothing"), "[null]"],
  ["root-bare-typed-number", valueOf("<value>", "$.detail.number"), "42"],
  ["root-bare-typed-nothing", valueOf("<value>", "$.detail.nothing"), "null"],
];

const invalid: readonly (readonly [string, TargetInput, string])[] = [
  [
    "quoted-values",
    template(
      '{"text":"<text>","number":"<number>","object":"<object>","array":"<array>"}',
      "text",
      "number",
      "object",
      "array",
    ),
    '{"text":"hello","number":"42","object":"{"first":"one","second":2}","array":"["one","two",{"x":3}]"}',
  ],
  ["embedded-quoted-string", valueOf('"prefix <value> suffix"', "$.detail.quoted"), '"prefix say "hello" suffix"'],
  ["missing-array", template("[1,<missing>,2]", "missing"), "[1,,2]"],
  ["undefined-object", template('{"value":<undefined>}'), '{"value":<undefined>}'],
  ["standalone-object", valueOf("<value>", "$.detail.object"), "{first:one,second:2}"],
  ["standalone-string", valueOf("<value>", "$.detail.text"), "hello"],
  ["reserved-unknown", template('{"value":<aws.events.unknown>}'), '{"value":<aws.events.unknown>}'],
  [
    "structured-embedded-object",
    valueOf('{"value":"prefix <value> suffix"}', "$.detail.object"),
    '{"value":"prefix {"first":"one","second":2} suffix"}',
  ],
  ["root-array-missing-object", template('[{"value":<missing>}]', "missing"), '[{"value":}]'],
  [
    "root-embedded-escaped",
    valueOf('"prefix <value> suffix"', "$.detail.escaped"),
    '"prefix line\nslash\\tab\tend suffix"',
  ],
  ["root-array-typed-text", valueOf("[<value>]", "$.detail.text"), "[hello]"],
  ["root-array-typed-object", valueOf("[<value>]", "$.detail.object"), "[{first:one,second:2}]"],
  ["root-array-typed-array", valueOf("[<value>]", "$.detail.array"), "[[one,two,{x:3}]]"],
];

const onlyOne = "Only one of Input, InputPath, or InputTransformer must be provided";
const badPath = "InputPath for target target is invalid";
const object = { InputTransformer: { InputTemplate: "{}" } };

const refused: readonly (readonly [string, TargetInput, string])[] = [
  ["input-invalid", { Input: "not-json" }, "JSON syntax error in input"],
  ["path-object-wildcard", path("$.detail.object.*"), badPath],
  ["path-bracket-single", path("$['detail']['text']"), badPath],
  ["path-bracket-double", path('$["detail"]["text"]'), badPath],
  ["path-bracket-dot-key", path("$.detail['dot.key']"), badPath],
  ["path-recursive", path("$..text"), badPath],
  ["path-negative-index", path("$.detail.array[-1]"), badPath],
  ["path-slice", path("$.detail.array[0:2]"), badPath],
  ["path-invalid-root", path("detail.text"), badPath],
  ["map-object-wildcard", valueOf(field, "$.detail.object.*"), badPath],
  [
    "placeholder-key",
    { InputTransformer: { InputTemplate: '{"<key>":"value"}', InputPathsMap: { key: "$.detail.text" } } },
    "InputTemplate placeholder present as a JSON object key",
  ],
  ["template-plain", valueOf("hello <value>", "$.detail.text"), "Invalid InputTemplate"],
  ["reserved-event-string", template('"event <aws.events.event.json>"'), "valid only for JSON template"],
  ["reserved-root-event", template("<aws.events.event.json>"), "valid only for JSON template"],
  ["reserved-array-event", template("[<aws.events.event.json>]"), "valid only for JSON template"],
  [
    "reserved-map-key",
    {
      InputTransformer: {
        InputTemplate: '{"value":<aws.events.rule-name>}',
        InputPathsMap: { "aws.events.rule-name": "$.detail.text" },
      },
    },
    "Map keys must satisfy constraint",
  ],
  [
    "invalid-map-key",
    { InputTransformer: { InputTemplate: '{"value":<bad.key>}', InputPathsMap: { "bad.key": "$.detail.text" } } },
    "Map keys must satisfy constraint",
  ],
  ["input-and-path", { Input: "{}", InputPath: "$.detail" }, onlyOne],
  ["input-and-transformer", { Input: "{}", ...object }, onlyOne],
  ["path-and-transformer", { InputPath: "$.detail", ...object }, onlyOne],
  ["all-input-options", { Input: "{}", InputPath: "$.detail", ...object }, onlyOne],
];

/** Answers of `PutTargets`, and messages that arrived in queues. */
export const inputFacts: FactTable<InputFact> = {
  source: stackd("testdata/aws/eventbridge/inputs.json"),
  rows: [
    ...delivered.map(([what, input, body]) => ({ what, input, expected: { delivered: body } })),
    ...invalid.map(([what, input, body]) => ({ what, input, expected: { invalid: body } })),
    ...refused.map(([what, input, message]) => ({ what, input, expected: { refused: message } })),
  ],
};
