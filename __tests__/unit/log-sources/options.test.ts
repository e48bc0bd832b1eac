import { z } from "zod";
import { logSourceSchema } from "../../../config/schema/log-sources";
import { logSourceOptions } from "../../../log-sources/options";

const sections = {
  ApplicationLogOptions: "applicationLogs",
  FlowLogOptions: "flowLogs",
  RecorderOptions: "awsConfig",
  WebAclOptions: "webAclLogs",
} as const satisfies Record<keyof typeof logSourceOptions, string>;

const properties = (schema: z.ZodType) =>
  (z.toJSONSchema(schema, { io: "input" }) as { properties: Record<string, Record<string, unknown>> }).properties;

describe.each(Object.entries(sections))("the options %s", (name, section) => {
  const options = properties(logSourceOptions[name as keyof typeof logSourceOptions]);
  const { properties: settings } = properties(logSourceSchema)[section] as { properties: typeof options };

  test("are settings of the configuration, with the same values and defaults", () => {
    const withoutText = ({ description: _text, source: _source, ...rest }: Record<string, unknown>) => rest;

    expect(Object.keys(options).length).toBeGreaterThan(1);
    for (const [option, schema] of Object.entries(options)) {
      expect(withoutText(settings[option] ?? {})).toEqual(withoutText(schema));
    }
  });

  test("each have a description and a default", () => {
    for (const schema of Object.values(options)) {
      expect(schema).toMatchObject({ description: expect.stringMatching(/\.$/), default: expect.anything() });
    }
  });
});
