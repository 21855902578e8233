import { Tooltip } from "@mantine/core";
import {
  IconCloudCheck,
  IconCloudOff,
  IconCloudUp,
  IconExclamationCircle,
  IconLock,
  IconPencil,
  IconUsers,
  type TablerIcon,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Status } from "@/components/Status";
import type { Tone } from "@/components/status";
import type { SaveState } from "./Saver";

const looks: Readonly<Record<SaveState["kind"], { tone: Tone; icon: TablerIcon }>> = {
  saved: { tone: "ok", icon: IconCloudCheck },
  waiting: { tone: "idle", icon: IconPencil },
  saving: { tone: "busy", icon: IconCloudUp },
  offline: { tone: "wait", icon: IconCloudOff },
  "signed-out": { tone: "wait", icon: IconLock },
  conflict: { tone: "bad", icon: IconExclamationCircle },
  changed: { tone: "wait", icon: IconUsers },
  refused: { tone: "bad", icon: IconExclamationCircle },
};

/** How the draft stands: Saved, Saving, Offline, Conflict. */
export function SaveBadge({ state }: { state: SaveState }) {
  const { t } = useTranslation();
  const hint =
    state.kind === "refused"
      ? state.problem.detail
      : state.kind === "offline" || state.kind === "signed-out" || state.kind === "conflict" || state.kind === "changed"
        ? t(`saving.${state.kind}Hint`)
        : "";
  const { tone, icon } = looks[state.kind];
  return (
    <Tooltip label={hint} disabled={hint === ""}>
      <span role="status" data-testid="save-state" data-state={state.kind}>
        <Status plain tone={tone} icon={icon} word={t(`saving.${state.kind}`)} />
        {hint === "" ? null : <span className="visually-hidden">{hint}</span>}
      </span>
    </Tooltip>
  );
}
