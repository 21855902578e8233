import { IconMinus, IconPencil, IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Status } from "@/components/Status";
import type { Tone } from "@/components/status";
import type { Mark } from "./marks";

const looks = {
  ADDED: { tone: "ok", icon: IconPlus },
  REMOVED: { tone: "bad", icon: IconMinus },
  CHANGED: { tone: "wait", icon: IconPencil },
} as const satisfies Record<Mark, { tone: Tone; icon: typeof IconPlus }>;

/** What became of a thing, as icon, word and colour. */
export function MarkWord({ mark, badge = false }: { mark: Mark; badge?: boolean }) {
  const { t: tl } = useTranslation("life");
  return <Status {...looks[mark]} word={tl(`versions.kind.${mark}`)} plain={!badge} />;
}
