import { Button } from "@mantine/core";
import { IconTableImport } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { tenantSettingsQuery } from "@/api/trials";
import { today } from "@/components/format";
import { ProblemNotice } from "@/components/ProblemNotice";
import { TroubleNotice } from "@/components/TroubleNotice";
import { useNow } from "@/components/useNow";
import { ErrorNotice } from "@/features/runs/RunNotices";
import { edit, say, useDraft, useEditor } from "../../EditorStore";
import { componentOf } from "../../model/draft";
import { change } from "../../model/edits";
import { foundColumns } from "../../model/foundColumns";
import { phaseOf } from "../../model/trial";
import { useTry } from "../../trial/useTry";
import classes from "../Form.module.css";

/** Reads the columns of a source's files by a trial, and puts them into its settings: one edit, that can be undone. */
export default function FindColumns({ component: key, field }: { component: string; field: string }) {
  const { t } = useTranslation();
  const { store, tenant } = useEditor();
  const draft = useDraft();
  const { data: allowed } = useQuery(tenantSettingsQuery(tenant));
  const { attempt, trial, start, cancel } = useTry(key);
  const mine = attempt?.scope === "COLUMNS" ? attempt : undefined;
  const now = useNow(mine && !mine.sample ? 1000 : null);
  const phase = mine ? phaseOf(mine, trial, now) : null;
  const isUnderWay = phase !== null && phase !== "over" && phase !== "cancelled";
  const found = mine?.sample?.components.find((each) => each.component === key);
  const settings = componentOf(draft, key)?.settings;

  useEffect(() => {
    if (!mine || mine.isUsed || !found || found.outcome !== "SUCCEEDED" || !settings) {
      return;
    }
    store.setState(({ tries }) => ({ tries: { ...tries, [key]: { ...mine, isUsed: true } } }));
    // What somebody has written meanwhile is theirs.
    if (componentOf(mine.draft, key)?.settings[field] !== settings[field]) {
      return;
    }
    const columns = foundColumns(found.columns, settings[field]);
    edit(store, (current) => change(current, key, { settings: { ...settings, [field]: columns } }));
    say(store, t("settings.columnsFound", { count: columns.length }));
  }, [mine, found, settings, store, key, field, t]);

  if (allowed?.samplesAllowed === false) {
    return null;
  }
  const hasSome = Array.isArray(settings?.[field]) && settings[field].length > 0;
  const failure = found?.error ?? (mine?.sample ? mine.sample.error : phase === "over" ? trial?.error : null);
  return (
    <div className={classes.stackTight}>
      <div className={classes.withButton}>
        <Button
          variant="default"
          leftSection={<IconTableImport size={14} aria-hidden />}
          loading={isUnderWay}
          onClick={() =>
            void start({ scope: "COLUMNS", rows: 20, businessDate: today("UTC", Date.now()), parameters: {} })
          }
          data-testid="find-columns"
        >
          {t(hasSome ? "settings.findColumnsAgain" : "settings.findColumns")}
        </Button>
        {isUnderWay && trial ? (
          <Button variant="subtle" onClick={() => void cancel()} disabled={trial.cancelling}>
            {t("try.cancel")}
          </Button>
        ) : null}
      </div>
      <p className={classes.help} role="status">
        {isUnderWay ? t(`try.state.${phase}`) : t("settings.findColumnsHint")}
      </p>
      {settings?.format === "csv" && found?.columns.some(({ textBecause }) => textBecause.length > 0) ? (
        <p className={classes.help}>{t("settings.textBecauseHint")}</p>
      ) : null}
      {isUnderWay && trial?.trouble ? <TroubleNotice tone="wait" trouble={trial.trouble} /> : null}
      {mine?.error ? <ProblemNotice title={t("settings.columnsNotFound")} error={mine.error} /> : null}
      {failure ? <ErrorNotice title={failure.sentence} error={failure} /> : null}
    </div>
  );
}
