import "@/i18n/life";
import type { VersionDiff } from "@contract";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Differences } from "@/features/versions/Differences";
import classes from "./EditorPage.module.css";
import { useEditor } from "./EditorStore";

/** What differs between what is live and the saved draft, beside the canvas; and the way to see it as a picture. */
export default function LiveChanges({ diff, live }: { diff: VersionDiff; live: number }) {
  const { t } = useTranslation();
  const { tenant, process } = useEditor();
  return (
    <div className={classes.changes}>
      <p>
        {t("editor.liveChangesHint", { n: live })}{" "}
        <Link
          to="/t/$tenant/processes/$process/versions"
          params={{ tenant, process }}
          search={{ from: live, to: "draft" }}
        >
          {t("editor.liveChangesMore")}
        </Link>
      </p>
      <Differences diff={diff} />
    </div>
  );
}
