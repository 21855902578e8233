/** Processes to begin with. Each is a whole definition, so that the real validator can judge it; the list knows only what it shows. */
export const templates = [
  { id: "delays-by-carrier", components: 7 },
  { id: "file-to-parquet", components: 3 },
  { id: "quality-watch", components: 2 },
  { id: "flights-of-a-day", components: 4 },
  { id: "busiest-routes", components: 4 },
  { id: "fleet-age", components: 4 },
] as const;

export type TemplateId = (typeof templates)[number]["id"];

const files = import.meta.glob<Record<string, unknown>>("./templates/*.json", { import: "default" });

/** The definition of a template, under the key and the name of the new process. */
export async function definitionOf(template: TemplateId | null, key: string, name: string): Promise<object> {
  const load = template === null ? undefined : files[`./templates/${template}.json`];
  const definition = load ? await load() : { schemaVersion: 1, components: [], edges: [] };
  return { ...definition, key, name };
}
