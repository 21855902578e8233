import { Button, Checkbox, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import table from "@/components/DataTable.module.css";
import { ScrollRegion } from "@/components/ScrollRegion";
import { TaskStatus } from "@/components/Status";
import { useGraphLife } from "@/features/graph/GraphStore";
import { componentIcon } from "@/features/graph/icons";
import { disconnect, labelOf } from "./commands";
import { edit, openTry, useDraft, useEditor, useEditorState } from "./EditorStore";
import classes from "./ListMode.module.css";
import { inOrder, inputsOf, typeOf } from "./model/connections";
import type { DraftComponent } from "./model/draft";
import { remove, rename, setDisabled } from "./model/edits";
import { problemCounts } from "./model/problems";
import { ItemButton } from "./settings/templates";
import { useTypeOf } from "./useTypeOf";

/** The whole graph as a table: everything that the canvas can do, for those who would rather read than look. */
export function ListMode() {
  const { t } = useTranslation();
  const { store } = useEditor();
  const draft = useDraft();
  const isReadOnly = useEditorState((state) => state.isReadOnly);
  return (
    <div className={classes.list}>
      <ScrollRegion label={t("editor.list")}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{t("settings.name")}</th>
              <th scope="col">{t("settings.parameterType")}</th>
              <th scope="col">{t("settings.reads")}</th>
              <th scope="col">{t("settings.disabled")}</th>
              <th scope="col">{t("editor.problemsTitle")}</th>
              <th scope="col">
                <span className="visually-hidden">{t("editor.more")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {inOrder(draft).map((component) => (
              <Row key={component.key} component={component} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {isReadOnly ? null : (
        <div className={classes.foot}>
          <Button
            variant="default"
            size="sm"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => store.setState({ asking: { kind: "add" } })}
          >
            {t("editor.add")}
          </Button>
        </div>
      )}
    </div>
  );
}

function Row({ component }: { component: DraftComponent }) {
  const { t } = useTranslation();
  const { store, types } = useEditor();
  const { key, label } = component;
  const type = typeOf(types, component);
  const faults = useEditorState((state) => problemCounts(state.problems).get(key) ?? 0);
  const isSelected = useEditorState((state) => state.selected.includes(key));
  const isReadOnly = useEditorState((state) => state.isReadOnly);
  const state = useGraphLife((life) => life.status.nodes.get(key)?.state);
  const Icon = componentIcon(type?.icon ?? "", type?.kind ?? "transform");
  const open = () => store.setState({ selected: [key], focused: key, isPanelOpen: true });
  return (
    <tr data-testid={`row-${key}`} data-selected={isSelected || undefined} className={classes.row}>
      <td className={table.named}>
        <Name component={component} onOpen={open} />
        <span className={table.sub}>{key}</span>
      </td>
      <td className={table.fixed}>
        <span className={classes.type}>
          <Icon size={16} stroke={1.75} aria-hidden />
          {type?.title ?? component.type}
        </span>
        {state ? <TaskStatus state={state} plain /> : null}
      </td>
      <td>
        <Reads component={component} />
      </td>
      <td>
        <Checkbox
          size="xs"
          aria-label={`${label}: ${t("settings.disabled")}`}
          checked={component.disabled === true}
          disabled={isReadOnly}
          onChange={(event) => {
            const isOff = event.currentTarget.checked;
            edit(store, (draft) => setDisabled(draft, [key], isOff));
          }}
        />
      </td>
      <td>{faults === 0 ? null : <span className={classes.faults}>{t("editor.problems", { count: faults })}</span>}</td>
      <td className={table.fixed}>
        <Button
          variant="default"
          onClick={() =>
            store.setState({ selected: [key], focused: key, isPanelOpen: true, wanted: { key, field: "" } })
          }
        >
          {t("settings.tab.settings")}
        </Button>{" "}
        {isReadOnly ? null : (
          <Button
            variant="default"
            aria-label={`${t("settings.tab.try")} ${label}`}
            onClick={() => openTry(store, key)}
          >
            {t("settings.tab.try")}
          </Button>
        )}{" "}
        {isReadOnly ? null : (
          <ItemButton
            name={t("settings.removeItem", { what: label })}
            icon={IconTrash}
            onUse={() => edit(store, (draft) => remove(draft, [key]))}
          />
        )}
      </td>
    </tr>
  );
}

function Name({ component, onOpen }: { component: DraftComponent; onOpen: () => void }) {
  const { t } = useTranslation();
  const { store } = useEditor();
  const isReadOnly = useEditorState((state) => state.isReadOnly);
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextInput
      size="xs"
      aria-label={`${component.label}: ${t("settings.name")}`}
      value={typed ?? component.label}
      maxLength={200}
      disabled={isReadOnly}
      onFocus={onOpen}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => {
        const wanted = typed?.trim() ?? "";
        setTyped(null);
        if (wanted !== "" && wanted !== component.label) {
          let key = component.key;
          edit(store, (draft) => {
            const renamed = rename(draft, component.key, wanted);
            key = renamed.key;
            return renamed.draft;
          });
          store.setState({ selected: [key], focused: key });
        }
      }}
    />
  );
}

function Reads({ component }: { component: DraftComponent }) {
  const { t } = useTranslation();
  const editor = useEditor();
  const draft = useDraft();
  const isReadOnly = useEditorState((state) => state.isReadOnly);
  const type = useTypeOf(component.key);
  const most = type ? type.inputs.max : null;
  const reads = inputsOf(draft, component.key);
  const words = type?.kind === "process" ? "settings.waitFor" : "settings.connectFrom";
  return (
    <span className={classes.reads}>
      {reads.map((from) => (
        <span key={from} className={classes.read}>
          {labelOf(draft, from)}
          {isReadOnly ? null : (
            <ItemButton
              name={t("editor.removeEdge", { from: labelOf(draft, from), to: component.label })}
              icon={IconTrash}
              onUse={() => disconnect(editor, { from, to: component.key })}
            />
          )}
        </span>
      ))}
      {isReadOnly || (most !== null && reads.length >= most) ? null : (
        <Button
          variant="subtle"
          aria-label={`${t(words)} ${component.label}`}
          onClick={() => editor.store.setState({ asking: { kind: "connectFrom", to: component.key } })}
        >
          {t(words)}
        </Button>
      )}
    </span>
  );
}
