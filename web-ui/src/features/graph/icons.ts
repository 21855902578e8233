import {
  IconArrowsJoin2,
  IconBox,
  IconDatabaseImport,
  IconFileExport,
  IconFileImport,
  IconShieldCheck,
  IconSitemap,
  IconTransform,
  type TablerIcon,
} from "@tabler/icons-react";
import type { Kind } from "./mapping";

/** Icons by the name that a catalogue entry gives; an entry that nobody has drawn for yet gets its kind's. */
const byName: Readonly<Record<string, TablerIcon>> = {
  "file-input": IconFileImport,
  "file-output": IconFileExport,
  "database-zap": IconTransform,
  "shield-check": IconShieldCheck,
  combine: IconArrowsJoin2,
  workflow: IconSitemap,
};

const byKind: Readonly<Record<Kind, TablerIcon>> = {
  source: IconDatabaseImport,
  transform: IconTransform,
  check: IconShieldCheck,
  sink: IconFileExport,
  process: IconSitemap,
};

export function componentIcon(icon: string, kind: Kind): TablerIcon {
  return byName[icon] ?? byKind[kind] ?? IconBox;
}
