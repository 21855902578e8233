import { Button, Tabs, TextInput } from "@mantine/core";
import { IconHourglassEmpty } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { runQuery } from "@/api/runs";
import { EmptyState } from "@/components/EmptyState";
import { Loading } from "@/components/Loading";
import { TaskStatus } from "@/components/Status";
import { componentIcon } from "@/features/graph/icons";
import { CalledRun } from "@/features/runs/CalledRun";
import { LogViewer } from "@/features/runs/LogViewer";
import { ResultView } from "@/features/runs/ResultView";
import { duplicateSelected, removeSelected, toggleDisabled } from "../commands";
import { edit, finishGesture, followKey, type PanelTab, useDraft, useEditor, useEditorState } from "../EditorStore";
import type { DraftComponent } from "../model/draft";
import { change, changeKey, rename } from "../model/edits";
import { takenKeys } from "../model/keys";
import { useTypeOf } from "../useTypeOf";
import { Attempts } from "./Attempts";
import { ConditionField } from "./ConditionField";
import { Connections } from "./Connections";
import classes from "./Panel.module.css";
import { useSettingsContext } from "./useSettingsContext";

const SettingsForm = lazy(() => import("./SettingsForm"));

const TryPanel = lazy(() => import("../trial/TryPanel"));

const tabs: readonly PanelTab[] = ["settings", "try", "result", "log"];
const callTabs: readonly PanelTab[] = ["settings", "result"];

/** All about one component of the draft: its name, settings and connections, and what its last run left behind. */
export function ComponentPanel({ component, run }: { component: DraftComponent; run: string | undefined }) {
  const { t } = useTranslation();
  const editor = useEditor();
  const type = useTypeOf(component.key);
  const isReadOnly = useEditorState((state) => state.isReadOnly);
  const Icon = componentIcon(type?.icon ?? "", type?.kind ?? "transform");
  const [tab, showTab] = useState<string>("settings");
  const wanted = useEditorState((state) => (state.wantsTab?.key === component.key ? state.wantsTab.tab : null));
  useEffect(() => {
    if (wanted !== null) {
      showTab(wanted);
      editor.store.setState({ wantsTab: null });
    }
  }, [wanted, editor]);
  // What runs another process cannot be tried, and has its log there.
  const shown = (type?.kind === "process" ? callTabs : tabs).filter((each) => each !== "try" || !isReadOnly);
  return (
    <div className={classes.body}>
      <header className={classes.header} data-kind={type?.kind}>
        <span className={classes.icon}>
          <Icon size={18} stroke={1.75} aria-hidden />
        </span>
        <span>
          <h2 className={classes.type}>{type?.title ?? component.type}</h2>
          <span className={classes.summary}>{type?.summary}</span>
        </span>
      </header>
      <LabelField component={component} />
      <Tabs
        value={shown.find((each) => each === tab) ?? "settings"}
        onChange={(next) => showTab(next ?? "settings")}
        keepMounted={false}
      >
        <Tabs.List>
          {shown.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(`settings.tab.${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="settings" className={classes.tab}>
          <Settings component={component} />
          <Connections component={component} />
          <KeyField component={component} />
          <ConditionField component={component} />
          <Attempts component={component} />
          {isReadOnly ? null : (
            <div className={classes.actions}>
              <Button variant="default" onClick={() => toggleDisabled(editor)}>
                {t(component.disabled ? "settings.enable" : "settings.disable")}
              </Button>
              <Button variant="default" onClick={() => duplicateSelected(editor)}>
                {t("settings.duplicate")}
              </Button>
              <Button variant="default" onClick={() => removeSelected(editor)}>
                {t("editor.remove")}
              </Button>
            </div>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="try" className={classes.tab}>
          <Suspense fallback={<Loading rows={4} />}>
            <TryPanel component={component} />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="result" className={classes.tab}>
          <Outcome component={component.key} run={run} part="result" />
        </Tabs.Panel>
        <Tabs.Panel value="log" className={classes.tab}>
          <Outcome component={component.key} run={run} part="log" />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

/** A card on the canvas is another one under its new key; if the focus was on it, it still is. */
function keepFocus(key: string): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) {
      document
        .querySelector<HTMLElement>(`[data-canvas] [data-key="${CSS.escape(key)}"]`)
        ?.focus({ preventScroll: true });
    }
  });
}

/** The name is taken when its field is left: until then its key would change with every letter. */
function LabelField({ component }: { component: DraftComponent }) {
  const { t } = useTranslation();
  const { store } = useEditor();
  const isReadOnly = useEditorState((state) => state.isReadOnly);
  const [typed, setTyped] = useState<string | null>(null);
  function take(): void {
    const label = typed?.trim() ?? "";
    setTyped(null);
    if (label !== "" && label !== component.label) {
      let key = component.key;
      edit(store, (draft) => {
        const renamed = rename(draft, component.key, label);
        key = renamed.key;
        return renamed.draft;
      });
      followKey(store, component.key, key);
      keepFocus(key);
    }
  }
  return (
    <TextInput
      label={t("settings.name")}
      data-label-field
      value={typed ?? component.label}
      maxLength={200}
      disabled={isReadOnly}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === "Enter") {
          take();
        }
      }}
    />
  );
}

/** What yields rows is a table to the SQL behind it; the key of an export only tells it from the others. */
function KeyField({ component }: { component: DraftComponent }) {
  const { t } = useTranslation();
  const isTable = useTypeOf(component.key)?.producesOutput !== false;
  const { store } = useEditor();
  const isReadOnly = useEditorState((state) => state.isReadOnly);
  const draft = useDraft();
  const [typed, setTyped] = useState<string | null>(null);
  const isBad =
    typed !== null && typed !== component.key && (!/^[a-z][a-z0-9_]{0,39}$/.test(typed) || takenKeys(draft).has(typed));
  function take(): void {
    const wanted = typed;
    setTyped(null);
    if (wanted !== null && wanted !== component.key && !isBad) {
      edit(store, (draft) => changeKey(draft, component.key, wanted).draft);
      followKey(store, component.key, wanted);
      keepFocus(wanted);
    }
  }
  return (
    <TextInput
      label={t(isTable ? "settings.tableName" : "settings.key")}
      description={t(isTable ? "settings.tableNameHint" : "settings.keyHint")}
      value={typed ?? component.key}
      error={isBad ? t("settings.tableNameBad") : undefined}
      disabled={isReadOnly}
      classNames={{ input: classes.mono ?? "" }}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={take}
    />
  );
}

function Settings({ component }: { component: DraftComponent }) {
  const { store } = useEditor();
  const type = useTypeOf(component.key);
  const context = useSettingsContext(component.key);
  return (
    <div data-form className={classes.form}>
      <Suspense fallback={<Loading rows={5} />}>
        {type ? (
          <SettingsForm
            id={`settings-${component.key}`}
            schema={type.settingsSchema}
            settings={component.settings}
            context={context}
            onChange={(settings, field) =>
              edit(store, (draft) => change(draft, component.key, { settings }), `settings ${component.key} ${field}`)
            }
            onBlur={() => finishGesture(store)}
          />
        ) : null}
      </Suspense>
    </div>
  );
}

/** What the shown run, or else the last one, left behind. */
function Outcome({ component, run: id, part }: { component: string; run: string | undefined; part: "result" | "log" }) {
  const { t } = useTranslation();
  const { tenant } = useEditor();
  const { data: run } = useQuery({ ...runQuery(tenant, id ?? ""), enabled: id !== undefined });
  const found = run?.components.find(({ key }) => key === component);
  if (!run || !found) {
    return <EmptyState icon={IconHourglassEmpty} title={t("settings.noResult")} hint={t("settings.noResultHint")} />;
  }
  return (
    <div className={classes.outcome}>
      <TaskStatus state={found.state} />
      {part === "result" ? (
        <ResultView component={found}>{found.call ? <CalledRun tenant={tenant} call={found.call} /> : null}</ResultView>
      ) : (
        <LogViewer key={`${run.id} ${found.key}`} tenant={tenant} run={run.id} component={found} />
      )}
    </div>
  );
}
