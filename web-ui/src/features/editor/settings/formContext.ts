import type { LocationView } from "@contract";
import type { Upstream } from "../model/columns";
import type { PlaceholderChoice } from "../model/placeholders";

/** What fields of the form know beside their own value. */
export interface SettingsContext {
  tenant: string;
  /** Key of the process that is edited. */
  process: string;
  /** Key of the process that the component runs; empty for none. */
  called: string;
  /** Key of the component whose settings these are; empty for any other form. */
  component: string;
  upstreams: readonly Upstream[];
  placeholders: readonly PlaceholderChoice[];
  locations: readonly LocationView[];
  /** What the api says of each field, by its path: "rules.0.column". */
  messages: ReadonlyMap<string, readonly string[]>;
  isReadOnly: boolean;
}

const noContext: SettingsContext = {
  tenant: "",
  process: "",
  called: "",
  component: "",
  upstreams: [],
  placeholders: [],
  locations: [],
  messages: new Map(),
  isReadOnly: false,
};

export function contextOf(registry: { formContext: unknown }): SettingsContext {
  return (registry.formContext as SettingsContext | undefined) ?? noContext;
}
