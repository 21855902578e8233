import type { ProcessView } from "@contract";
import { ActionIcon, Menu } from "@mantine/core";
import {
  IconArchive,
  IconArchiveOff,
  IconCopy,
  IconDots,
  IconForms,
  IconHistory,
  IconMessage2Up,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconTags,
  IconUser,
  type TablerIcon,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { pauseProcess, unarchiveProcess } from "@/api/processes";
import { Dialog } from "@/components/Dialog";
import { ProblemNotice } from "@/components/ProblemNotice";
import { covers, useRole, useSession } from "@/features/session/useSession";
import { useDeed } from "./useLife";

const LifeDialog = lazy(() => import("./LifeDialog"));

/** What the menu needs to know of a process: a row of the list has it, and the process's own page. */
export type LivingProcess = Pick<ProcessView, "key" | "name" | "owner" | "tags" | "paused" | "archivedAt">;

export type LifeDeed = "rename" | "duplicate" | "tags" | "owner" | "archive" | "publish";

interface ProcessMenuProps {
  tenant: string;
  process: LivingProcess;
  size: number;
  /** On a list, the menu leads to the process's pages, too. */
  inList?: boolean;
}

interface Entry {
  deed: LifeDeed;
  word: "rename" | "duplicate" | "tags" | "giveAway" | "archive" | "publishNoted";
  icon: TablerIcon;
}

const entries: readonly Entry[] = [
  { deed: "publish", word: "publishNoted", icon: IconMessage2Up },
  { deed: "rename", word: "rename", icon: IconForms },
  { deed: "tags", word: "tags", icon: IconTags },
  { deed: "owner", word: "giveAway", icon: IconUser },
  { deed: "duplicate", word: "duplicate", icon: IconCopy },
  { deed: "archive", word: "archive", icon: IconArchive },
];

/** Everything that can become of a process, in one menu. */
export function ProcessMenu({ tenant, process, size, inList = false }: ProcessMenuProps) {
  const { t } = useTranslation();
  const role = useRole(tenant);
  const me = useSession().username;
  const [deed, setDeed] = useState<LifeDeed | null>(null);
  const pause = useDeed(tenant, process.key, () => pauseProcess(tenant, process.key, !process.paused));
  const unarchive = useDeed(tenant, process.key, () => unarchiveProcess(tenant, process.key));
  const failure = pause.error ?? unarchive.error;
  const isArchived = process.archivedAt !== null;
  const mayWork = covers(role, "author");
  const mayGive = covers(role, "engineer") || process.owner === me;
  const mayDo = ({ deed: wanted }: Entry) =>
    wanted === "owner" ? mayGive && !isArchived : mayWork && (!isArchived || wanted === "duplicate");
  const params = { tenant, process: process.key };
  return (
    <>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <ActionIcon
            variant={inList ? "subtle" : "default"}
            color={inList ? "gray" : undefined}
            size={size}
            aria-label={t("process.more", { name: process.name })}
          >
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {inList ? (
            <Menu.Item
              leftSection={<IconPencil size={16} aria-hidden />}
              renderRoot={(props) => <Link to="/t/$tenant/processes/$process/edit" params={params} {...props} />}
            >
              {t(mayWork && !isArchived ? "process.edit" : "process.look")}
            </Menu.Item>
          ) : null}
          <Menu.Item
            leftSection={<IconHistory size={16} aria-hidden />}
            renderRoot={(props) => <Link to="/t/$tenant/processes/$process/versions" params={params} {...props} />}
          >
            {t("process.versions")}
          </Menu.Item>
          {mayWork && !isArchived ? (
            <Menu.Item
              leftSection={
                process.paused ? <IconPlayerPlay size={16} aria-hidden /> : <IconPlayerPause size={16} aria-hidden />
              }
              onClick={() => pause.mutate(undefined)}
            >
              {process.paused ? t("process.resume") : t("process.pause")}
            </Menu.Item>
          ) : null}
          {entries.filter(mayDo).map((entry) => (
            <Menu.Item
              key={entry.deed}
              leftSection={<entry.icon size={16} aria-hidden />}
              onClick={() => setDeed(entry.deed)}
            >
              {t(`process.${entry.word}`)}
            </Menu.Item>
          ))}
          {mayWork && isArchived ? (
            <Menu.Item
              leftSection={<IconArchiveOff size={16} aria-hidden />}
              onClick={() => unarchive.mutate(undefined)}
            >
              {t("process.unarchive")}
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {failure ? (
        <Dialog
          isOpen
          title={process.name}
          onClose={() => {
            pause.reset();
            unarchive.reset();
          }}
        >
          <ProblemNotice error={failure} />
        </Dialog>
      ) : null}
      {deed === null ? null : (
        <Suspense fallback={null}>
          <LifeDialog tenant={tenant} process={process} deed={deed} onClose={() => setDeed(null)} />
        </Suspense>
      )}
    </>
  );
}
