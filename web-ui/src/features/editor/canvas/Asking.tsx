import type { TFunction } from "i18next";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { type Command, CommandMenu } from "@/components/CommandMenu";
import { componentIcon } from "@/features/graph/icons";
import { addComponent, labelOf, tryConnect } from "../commands";
import { type Asking as Question, useDraft, useEditor, useEditorState } from "../EditorStore";
import { refusal, typeOf } from "../model/connections";
import type { Draft } from "../model/draft";
import { kinds, newestOf } from "./Palette";
import { useCanvasPlaces } from "./useCanvasPlaces";

/** Brings the keyboard back to the component that it is about now. */
function toCanvas(key: string | null): void {
  requestAnimationFrame(() => {
    const node =
      key === null ? null : document.querySelector<HTMLElement>(`[data-canvas] [data-key="${CSS.escape(key)}"]`);
    (node ?? document.querySelector<HTMLElement>("[data-canvas]"))?.focus({ preventScroll: true });
  });
}

/** The lists over the canvas: what to add, what to connect with, what to find. */
export function Asking() {
  const asking = useEditorState((state) => state.asking);
  switch (asking?.kind) {
    case undefined:
      return null;
    case "add":
      return <Add asking={asking} />;
    case "connect":
      return <Connect about={asking.from} isReader={false} />;
    case "connectFrom":
      return <Connect about={asking.to} isReader />;
    case "find":
      return <Find />;
  }
}

function useClose() {
  const { store } = useEditor();
  return () => {
    store.setState({ asking: null });
    toCanvas(store.getState().focused);
  };
}

function Add({ asking }: { asking: Extract<Question, { kind: "add" }> }) {
  const { t } = useTranslation();
  const editor = useEditor();
  const draft = useDraft();
  const close = useClose();
  const { placeFor } = useCanvasPlaces(useRef(null));
  const newest = newestOf(editor.types);
  const { after, edge } = asking;
  // After something, what begins a way of its own is the last that is meant.
  const order =
    after === undefined && !edge ? kinds : [...kinds.filter((kind) => kind !== "source"), "source" as const];
  const commands = order.flatMap((kind) =>
    newest
      .filter((type) => type.kind === kind)
      .map((type): Command => {
        // A source begins a way of its own, wherever the wish to add it came from.
        const isAlone = type.inputs.max === 0;
        return {
          id: type.type,
          label: type.title,
          hint: type.summary,
          group: t(`editor.kind.${kind}`),
          icon: componentIcon(type.icon, type.kind),
          words: `${type.kind} ${type.type} ${t(`editor.alsoKnown.${type.type as "sql-rule"}`, { defaultValue: "" })}`,
          run: () => {
            const ends = isAlone ? {} : { ...(after === undefined ? {} : { after }), ...(edge ? { edge } : {}) };
            const key = addComponent(editor, type, { place: placeFor(asking), ...ends });
            toCanvas(key);
          },
        };
      }),
  );
  return (
    <CommandMenu
      title={titleOf(asking, draft, t)}
      placeholder={t("editor.searchTypes")}
      nothing={t("editor.nothingFound")}
      commands={commands}
      onClose={close}
      returnsFocus={false}
    />
  );
}

function titleOf({ after, edge }: Extract<Question, { kind: "add" }>, draft: Draft, t: TFunction<"headgate">): string {
  if (edge) {
    return t("editor.addOn", { from: labelOf(draft, edge.from), to: labelOf(draft, edge.to) });
  }
  return after === undefined ? t("editor.add") : t("editor.addAfter", { label: labelOf(draft, after) });
}

/** What to connect a component to, or, if it is the reader, what it is to read. */
function Connect({ about, isReader }: { about: string; isReader: boolean }) {
  const { t } = useTranslation();
  const editor = useEditor();
  const draft = useDraft();
  const close = useClose();
  const label = labelOf(draft, about);
  const title = t(isReader ? "editor.connectInto" : "editor.connect", { label });
  const commands = draft.components
    .filter(({ key }) => key !== about)
    .map((component): Command => {
      const type = typeOf(editor.types, component);
      const [from, to] = isReader ? [component.key, about] : [about, component.key];
      const reason = refusal(draft, editor.types, from, to);
      return {
        id: component.key,
        label: component.label,
        hint: type?.title ?? component.type,
        icon: componentIcon(type?.icon ?? "", type?.kind ?? "transform"),
        words: component.key,
        ...(reason === null
          ? {}
          : { refused: t(`editor.refusal.${reason}`, { from: labelOf(draft, from), to: labelOf(draft, to) }) }),
        run: () => tryConnect(editor, from, to),
      };
    })
    .sort((one, other) => Number(one.refused !== undefined) - Number(other.refused !== undefined));
  return (
    <CommandMenu
      title={title}
      placeholder={title}
      nothing={t("editor.nothingFound")}
      commands={commands}
      onClose={close}
      returnsFocus={false}
    />
  );
}

function Find() {
  const { t } = useTranslation();
  const { store, types } = useEditor();
  const draft = useDraft();
  const close = useClose();
  const commands = draft.components.map((component): Command => {
    const type = typeOf(types, component);
    return {
      id: component.key,
      label: component.label,
      hint: `${type?.title ?? component.type} · ${component.key}`,
      icon: componentIcon(type?.icon ?? "", type?.kind ?? "transform"),
      words: `${component.key} ${type?.title ?? ""}`,
      run: () => {
        store.setState({ selected: [component.key], focused: component.key, isPanelOpen: true });
        toCanvas(component.key);
      },
    };
  });
  return (
    <CommandMenu
      title={t("editor.find")}
      placeholder={t("editor.found")}
      nothing={t("editor.nothingFound")}
      commands={commands}
      onClose={close}
      returnsFocus={false}
    />
  );
}
