import type { KeptSettings } from "./kept-settings";

interface Change {
  readonly settings: KeptSettings;

  /** Settings of the last synthesis, and the path of the list that contains them. */
  readonly listed: KeptSettings;
  readonly listPath: string;
}

/** What Terraform would do with another value of a setting. */
const consequences = {
  prefix: "Terraform would replace every bucket and every log group",
  homeRegion: "Terraform would replace every bucket",
};

/** Problems of settings that are not the same as in the last synthesis. An earlier version did not store every setting. */
export function changedSettings({ settings, listed, listPath }: Change): string[] {
  return (["prefix", "homeRegion"] as const).flatMap((name) => {
    const [before, now] = [listed[name], settings[name]];
    if (before === undefined || before === now) return [];
    return [
      `the ${name} was ${before} and is now ${now}: ${consequences[name]}; set ${name}: ${before}, or, if you never applied this configuration, delete ${listPath}`,
    ];
  });
}
