import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { edit, useEditor, useEditorState } from "../EditorStore";
import type { DraftComponent } from "../model/draft";
import { change } from "../model/edits";
import { delays, limits, wordsOf } from "./durations";
import classes from "./Panel.module.css";

const counts = [0, 1, 2, 3, 4, 5] as const;

/** How often a failed component is tried again, and how long one attempt may take. */
export function Attempts({ component }: { component: DraftComponent }) {
  const { t } = useTranslation();
  const { store } = useEditor();
  const isReadOnly = useEditorState((state) => state.isReadOnly);
  const { retries, timeout, key } = component;
  const option = (value: string) => {
    const words = wordsOf(value);
    return { value, label: words ? t(`settings.${words.unit}`, { count: words.count }) : value };
  };
  const withOwn = (list: readonly string[], own: string | undefined) =>
    (own === undefined || list.includes(own) ? list : [...list, own]).map(option);
  const set = (members: Partial<DraftComponent>) => edit(store, (draft) => change(draft, key, members));
  return (
    <section aria-label={t("settings.attempts")} className={classes.section}>
      <h3 className={classes.sub}>{t("settings.attempts")}</h3>
      <div className={classes.pair}>
        <NativeSelect
          label={t("settings.retries")}
          disabled={isReadOnly}
          value={String(retries?.count ?? 0)}
          data={counts.map((count) => ({
            value: String(count),
            label: count === 0 ? t("settings.retriesNone") : t("settings.retries", { count }),
          }))}
          onChange={(event) => {
            const count = Number(event.currentTarget.value);
            set({ retries: count === 0 ? undefined : { count, delay: retries?.delay ?? "PT1M" } });
          }}
        />
        {retries ? (
          <NativeSelect
            label={t("settings.retryDelay")}
            disabled={isReadOnly}
            value={retries.delay}
            data={withOwn(delays, retries.delay)}
            onChange={(event) => set({ retries: { ...retries, delay: event.currentTarget.value } })}
          />
        ) : null}
        <NativeSelect
          label={t("settings.timeout")}
          disabled={isReadOnly}
          value={timeout ?? ""}
          data={[{ value: "", label: t("settings.timeoutNone") }, ...withOwn(limits, timeout)]}
          onChange={(event) => set({ timeout: event.currentTarget.value || undefined })}
        />
      </div>
    </section>
  );
}
