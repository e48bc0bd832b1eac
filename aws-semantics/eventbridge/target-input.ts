import { isJson } from "./input-template";
import { isPath } from "./json-path";

/** Settings of the input of a target, with the field names of the API. Without them, the input is the whole event. */
export interface TargetInput {
  readonly Input?: string;
  readonly InputPath?: string;
  readonly InputTransformer?: {
    readonly InputPathsMap?: Readonly<Record<string, string>>;
    readonly InputTemplate: string;
  };
}

/** The reason why `PutTargets` would reject an input: a part of AWS's error message. Undefined if it would accept the input. */
export function inputRefusal({ Input, InputPath, InputTransformer }: TargetInput): string | undefined {
  if ([Input, InputPath, InputTransformer].filter((given) => given !== undefined).length > 1) {
    return "Only one of Input, InputPath, or InputTransformer must be provided";
  }
  if (Input !== undefined && Input !== "" && !isJson(Input)) return "JSON syntax error in input";
  const { InputPathsMap = {}, InputTemplate } = InputTransformer ?? {};
  const paths = [...(InputPath ? [InputPath] : []), ...Object.values(InputPathsMap)];
  if (Object.keys(InputPathsMap).some((name) => !/^[\w-]{1,256}$/.test(name)))
    return "Map keys must satisfy constraint";
  if (!paths.every(isPath)) return "InputPath for target target is invalid";
  return InputTemplate === undefined ? undefined : templateRefusal(InputTemplate);
}

function templateRefusal(template: string): string | undefined {
  if (/"<[\w.-]+>"\s*:/.test(template)) return "InputTemplate placeholder present as a JSON object key";
  if (template.includes("<aws.events.event.json>") && !template.trimStart().startsWith("{")) {
    return "valid only for JSON template";
  }
  return isJson(template.replaceAll(/<[\w.-]+>/g, "null")) ? undefined : "Invalid InputTemplate";
}
