import type { DraftParameter } from "./draft";

export interface PlaceholderChoice {
  /** As it stands in a text: ${run.date}. */
  text: string;
  label: string;
  /** What it stands for in a run, as far as that can be known before. */
  example: string;
}

const day = "2013-01-31";

const stands: Readonly<Record<DraftParameter["type"], string>> = {
  string: "text",
  integer: "42",
  number: "1.5",
  boolean: "true",
  date: day,
};

/** What a text in settings may ask of a run. */
export function placeholderChoices(
  parameters: readonly DraftParameter[],
  words: { date: string; id: string },
): PlaceholderChoice[] {
  return [
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how a placeholder is written
    { text: "${run.date}", label: words.date, example: day },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how a placeholder is written
    { text: "${run.id}", label: words.id, example: "r1k9x0q3m5t7w2yz" },
    ...parameters.map(({ key, label, type, default: given }) => ({
      text: `\${param.${key}}`,
      label: label ?? key,
      example: given === undefined ? stands[type] : String(given),
    })),
  ];
}

const PLACEHOLDER = /\$\{[^}]*\}/g;

/** What a text comes to in a run; null when it has no placeholder. One that nobody knows stays as it is. */
export function previewOf(text: string, choices: readonly PlaceholderChoice[]): string | null {
  if (text.search(PLACEHOLDER) === -1) {
    return null;
  }
  const known = new Map(choices.map((choice) => [choice.text, choice.example]));
  return text.replace(PLACEHOLDER, (written) => known.get(written) ?? written);
}

/** Placeholders in a text that no run can fill. */
export function unknownPlaceholders(text: string, choices: readonly PlaceholderChoice[]): string[] {
  const known = new Set(choices.map((choice) => choice.text));
  return [...new Set(text.match(PLACEHOLDER) ?? [])].filter((written) => !known.has(written));
}
