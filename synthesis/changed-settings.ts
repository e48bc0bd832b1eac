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
export function changedSettings(change: Change): string[] {
  const { settings, listed, listPath } = change;
  const replacing = (["prefix", "homeRegion"] as const).flatMap((name) => {
    const [before, now] = [listed[name], settings[name]];
    if (before === undefined || before === now) return [];
    return [
      `the ${name} was ${before} and is now ${now}: ${consequences[name]}; set ${name}: ${before}, or, if you never applied this configuration, delete ${listPath}`,
    ];
  });
  return [...replacing, ...changedBackend(change)];
}

/** The states can be moved to another backend, so the message names the steps. */
function changedBackend({ settings, listed, listPath }: Change): string[] {
  if (listed.backend === undefined || listed.backend === settings.backend) return [];
  return [
    `the backend was ${listed.backend} and is now ${settings.backend}: Terraform would begin with empty states and create all resources again; set backend to ${listed.backend}, or move the states (docs/deployment.md#move-the-states-to-another-backend), or, if you never applied this configuration, delete the line "backend" from ${listPath}`,
  ];
}
