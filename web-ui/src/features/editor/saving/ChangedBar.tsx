import type { DraftAnswer } from "@contract";
import { Button } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/features/session/useSession";
import classes from "../EditorPage.module.css";

interface ChangedBarProps {
  by: string;
  theirs: DraftAnswer;
  onShow: (theirs: DraftAnswer) => void;
}

/** Somebody else has saved while nothing was being changed here: their state is one press away. */
export function ChangedBar({ by, theirs, onShow }: ChangedBarProps) {
  const { t } = useTranslation();
  const { username } = useSession();
  return (
    <section className={classes.run} aria-label={t("saving.changed")} data-testid="changed-bar">
      <IconUsers size={16} aria-hidden />
      <strong role="status">{by === username ? t("saving.changedByYou") : t("saving.changedBy", { name: by })}</strong>
      <span className={classes.space} />
      <Button variant="default" onClick={() => onShow(theirs)}>
        {t("saving.showTheirs")}
      </Button>
    </section>
  );
}
