import type { ProcessView, PublicationView } from "@contract";
import { ActionIcon, Button, Menu, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconDots, IconPencil, IconPlayerPause, IconPlayerPlay, IconRocket } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { pauseProcess } from "@/api/processes";
import { isOnItsWay } from "@/components/status";
import { covers, useRole } from "@/features/session/useSession";
import { RunDialog } from "./RunDialog";
import type { usePublish } from "./usePublish";

interface ProcessActionsProps {
  tenant: string;
  process: ProcessView;
  /** The draft that the page shows. */
  etag: string;
  newest: PublicationView | undefined;
  publishing: ReturnType<typeof usePublish>;
}

export function ProcessActions({ tenant, process, etag, newest, publishing }: ProcessActionsProps) {
  const { t } = useTranslation();
  const role = useRole(tenant);
  const [isRunOpen, { open, close }] = useDisclosure(false);
  const mayWork = covers(role, "author");
  const isPublishing = publishing.isPending || (newest !== undefined && isOnItsWay(newest.state));
  const reason = mayWork ? null : t("run.needsAuthor");
  return (
    <>
      <Button
        variant="default"
        size="sm"
        leftSection={<IconPencil size={16} aria-hidden />}
        renderRoot={(props) => (
          <Link to="/t/$tenant/processes/$process/edit" params={{ tenant, process: process.key }} {...props} />
        )}
      >
        {t(mayWork ? "process.edit" : "process.look")}
      </Button>
      <Told reason={reason}>
        <Button
          variant="default"
          size="sm"
          leftSection={<IconRocket size={16} aria-hidden />}
          loading={publishing.isPending}
          disabled={!mayWork}
          onClick={() => publishing.mutate(etag)}
        >
          {isPublishing
            ? t("publication.publishing")
            : newest
              ? t("publication.publishAgain")
              : t("publication.publish")}
        </Button>
      </Told>
      <Told reason={reason ?? (newest ? null : t("run.notPublished"))}>
        <Button
          size="sm"
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          disabled={!mayWork || !newest}
          onClick={open}
        >
          {t("run.start")}
        </Button>
      </Told>
      {mayWork ? <More tenant={tenant} process={process} /> : null}
      <RunDialog tenant={tenant} process={process} version={newest?.version} isOpen={isRunOpen} onClose={close} />
    </>
  );
}

/** Says why a button cannot be pressed. */
function Told({ reason, children }: { reason: string | null; children: React.ReactNode }) {
  return (
    <Tooltip label={reason ?? ""} disabled={reason === null}>
      <span>{children}</span>
    </Tooltip>
  );
}

function More({ tenant, process }: { tenant: string; process: ProcessView }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const pause = useMutation({
    mutationFn: () => pauseProcess(tenant, process.key, !process.paused),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: keys.process(tenant, process.key), exact: true }),
        queries.invalidateQueries({ queryKey: keys.processes(tenant) }),
      ]),
  });
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={t("process.details")}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={
            process.paused ? <IconPlayerPlay size={16} aria-hidden /> : <IconPlayerPause size={16} aria-hidden />
          }
          onClick={() => pause.mutate()}
        >
          {process.paused ? t("process.resume") : t("process.pause")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
