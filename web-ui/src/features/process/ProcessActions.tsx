import "@/i18n/runPage";
import type { ProcessView, PublicationView } from "@contract";
import { Button, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPencil, IconPlayerPlay, IconRocket } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { isOnItsWay } from "@/components/status";
import { ProcessMenu } from "@/features/life/ProcessMenu";
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
  const isArchived = process.archivedAt !== null;
  const mayWork = covers(role, "author") && !isArchived;
  const isPublishing = publishing.isPending || (newest !== undefined && isOnItsWay(newest.state));
  const reason = mayWork ? null : isArchived ? t("process.archived") : t("run.needsAuthor");
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
          onClick={() => publishing.mutate({ etag })}
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
      <ProcessMenu tenant={tenant} process={process} size={36} />
      <RunDialog tenant={tenant} process={process} isOpen={isRunOpen} onClose={close} />
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
