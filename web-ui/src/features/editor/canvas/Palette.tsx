import type { ComponentType } from "@contract";
import { IconNote } from "@tabler/icons-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { componentIcon } from "@/features/graph/icons";
import type { Kind } from "@/features/graph/mapping";
import { addComponent, addNote } from "../commands";
import { useEditor } from "../EditorStore";
import classes from "./Palette.module.css";
import { useCanvasPlaces } from "./useCanvasPlaces";

/** Under which a component type travels from the palette to the canvas. */
export const COMPONENT_TYPE = "application/x-headgate-component";
/** What is dragged in place of a component type to add a note. */
export const NOTE = "note";

export const kinds: readonly Kind[] = ["source", "transform", "check", "sink", "process"];

/** The newest version of each component type. */
export function newestOf(types: readonly ComponentType[]): ComponentType[] {
  return types.filter((type) => !types.some((other) => other.type === type.type && other.version > type.version));
}

/** The component types, to drag onto the canvas or to add by a press. */
export function Palette() {
  const { t } = useTranslation();
  const editor = useEditor();
  const { centre, placeFor } = useCanvasPlaces(useRef(null));
  const newest = newestOf(editor.types);
  function add(type: ComponentType): void {
    const { selected } = editor.store.getState();
    const [after] = selected.length === 1 && type.inputs.max !== 0 ? selected : [];
    const order = after === undefined ? {} : { after };
    addComponent(editor, type, { place: placeFor({ kind: "add", ...order }), ...order });
  }
  return (
    <aside className={classes.palette} aria-label={t("editor.palette")}>
      <h2 className={classes.title}>{t("editor.palette")}</h2>
      {kinds.map((kind) => {
        const ofKind = newest.filter((type) => type.kind === kind);
        return ofKind.length === 0 ? null : (
          <section key={kind} aria-label={t(`editor.kind.${kind}`)}>
            <h3 className={classes.kind}>{t(`editor.kind.${kind}`)}</h3>
            {ofKind.map((type) => (
              <Entry key={type.type} type={type} onAdd={() => add(type)} />
            ))}
          </section>
        );
      })}
      <button
        type="button"
        draggable
        className={classes.entry}
        data-kind="note"
        onDragStart={(event) => {
          event.dataTransfer.setData(COMPONENT_TYPE, NOTE);
          event.dataTransfer.effectAllowed = "copy";
        }}
        onClick={() => addNote(editor, centre())}
      >
        <span className={classes.icon}>
          <IconNote size={18} stroke={1.75} aria-hidden />
        </span>
        <span>{t("editor.note")}</span>
      </button>
      <p className={classes.hint}>{t("editor.paletteHint")}</p>
    </aside>
  );
}

function Entry({ type, onAdd }: { type: ComponentType; onAdd: () => void }) {
  const Icon = componentIcon(type.icon, type.kind);
  return (
    <button
      type="button"
      draggable
      className={classes.entry}
      data-kind={type.kind}
      data-testid={`palette-${type.type}`}
      title={type.summary}
      onDragStart={(event) => {
        event.dataTransfer.setData(COMPONENT_TYPE, type.type);
        event.dataTransfer.effectAllowed = "copy";
      }}
      onClick={onAdd}
    >
      <span className={classes.icon}>
        <Icon size={18} stroke={1.75} aria-hidden />
      </span>
      <span>{type.title}</span>
    </button>
  );
}
