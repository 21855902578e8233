import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { diffQuery } from "@/api/versions";
import { usePublications } from "@/features/process/usePublications";
import { tally } from "@/features/versions/comparison";
import classes from "./EditorPage.module.css";
import { useEditor } from "./EditorStore";

/** Whether what is live is what is drawn here, as far as it is saved; and the way to what differs. */
export function LiveDifference() {
  const { t } = useTranslation();
  const { tenant, process } = useEditor();
  const { data: publications } = usePublications(tenant, process);
  const live = publications?.find(({ state }) => state === "LIVE")?.version;
  const { data: diff } = useQuery({ ...diffQuery(tenant, process, live ?? 0, "draft"), enabled: live !== undefined });
  if (live === undefined || !diff) {
    return null;
  }
  const count = tally(diff).reduce((sum, each) => sum + each.count, 0);
  return count === 0 ? (
    <span className={classes.live} title={t("editor.asLiveHint", { n: live })} data-testid="live-difference">
      {t("editor.asLive")}
    </span>
  ) : (
    <Link
      to="/t/$tenant/processes/$process/versions"
      params={{ tenant, process }}
      search={{ from: live, to: "draft" }}
      className={classes.live}
      data-testid="live-difference"
    >
      {t("editor.unlikeLive", { count })}
    </Link>
  );
}
