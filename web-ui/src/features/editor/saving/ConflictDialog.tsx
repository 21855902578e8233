import type { DraftAnswer } from "@contract";
import { Button, Modal } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import table from "@/components/DataTable.module.css";
import { ScrollRegion } from "@/components/ScrollRegion";
import { useTopmost } from "@/components/useTopmost";
import { useDraft } from "../EditorStore";
import { type Difference, differences } from "../model/differences";
import { readDraft, writeDraft } from "../model/draft";
import classes from "./ConflictDialog.module.css";
import type { Saving } from "./useSaving";

/** Two states of one draft side by side, and the choice between them. It cannot be waved away: nothing is saved until then. */
export function ConflictDialog({ saving, theirs }: { saving: Saving; theirs: DraftAnswer }) {
  const { t } = useTranslation();
  useTopmost(true);
  const mine = useDraft();
  const found = useMemo(() => differences(mine, readDraft(theirs.definition)), [mine, theirs]);
  return (
    <Modal
      opened
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      size={760}
      title={t("saving.conflictTitle")}
      attributes={{ header: { role: "none" } }}
      styles={{ title: { fontWeight: 600, fontSize: 16 } }}
    >
      <p className={classes.lead}>{t("saving.conflictBody")}</p>
      <ScrollRegion label={t("saving.differences")} className={classes.scroll}>
        <table className={table.compact}>
          <thead>
            <tr>
              <th scope="col">{t("saving.what")}</th>
              <th scope="col">{t("saving.mine")}</th>
              <th scope="col">{t("saving.theirs")}</th>
            </tr>
          </thead>
          <tbody>
            {found.map((difference) => (
              <Row key={`${difference.kind} ${difference.what}`} difference={difference} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <div className={classes.actions}>
        <Button
          variant="subtle"
          component="a"
          download={`${mine.key}.json`}
          href={`data:application/json;charset=utf-8,${encodeURIComponent(writeDraft(mine))}`}
        >
          {t("saving.download")}
        </Button>
        <Button variant="default" size="sm" onClick={() => void saving.takeTheirs(theirs)}>
          {t("saving.takeTheirs")}
        </Button>
        <Button size="sm" onClick={() => saving.keepMine(theirs)} title={t("saving.keepMineHint")} data-autofocus>
          {t("saving.keepMine")}
        </Button>
      </div>
    </Modal>
  );
}

function Row({ difference: { what, kind, mine, theirs } }: { difference: Difference }) {
  const { t } = useTranslation();
  if (kind === "layout") {
    return (
      <tr>
        <td colSpan={3}>{t("saving.layoutDiffers")}</td>
      </tr>
    );
  }
  return (
    <tr>
      <th scope="row" className={classes.what}>
        {what}
      </th>
      <td className={classes.side}>{mine ?? <em>{t("saving.absent")}</em>}</td>
      <td className={classes.side}>{theirs ?? <em>{t("saving.absent")}</em>}</td>
    </tr>
  );
}
