import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { diffQuery } from "@/api/versions";
import { Loading } from "@/components/Loading";
import { SidePanel } from "@/components/SidePanel";
import { usePublications } from "@/features/process/usePublications";
import { tally } from "@/features/versions/comparison";
import classes from "./EditorPage.module.css";
import { useEditor } from "./EditorStore";

const LiveChanges = lazy(() => import("./LiveChanges"));

/** Whether what is live is what is drawn here, as far as it is saved; what differs is shown without leaving the canvas. */
export function LiveDifference() {
  const { t } = useTranslation();
  const { tenant, process } = useEditor();
  const [isOpen, changes] = useDisclosure(false);
  const { data: publications } = usePublications(tenant, process);
  const live = publications?.find(({ state }) => state === "LIVE")?.version;
  const { data: diff } = useQuery({ ...diffQuery(tenant, process, live ?? 0, "draft"), enabled: live !== undefined });
  if (live === undefined || !diff) {
    return null;
  }
  const count = tally(diff).reduce((sum, each) => sum + each.count, 0);
  return (
    <>
      {count === 0 ? (
        <span className={classes.live} title={t("editor.asLiveHint", { n: live })} data-testid="live-difference">
          {t("editor.asLive")}
        </span>
      ) : (
        <button type="button" className={classes.live} onClick={changes.open} data-testid="live-difference">
          {t("editor.unlikeLive", { count })}
        </button>
      )}
      <SidePanel title={t("editor.liveChanges")} isOpen={isOpen && count > 0} onClose={changes.close}>
        <Suspense fallback={<Loading rows={4} />}>
          <LiveChanges diff={diff} live={live} />
        </Suspense>
      </SidePanel>
    </>
  );
}
