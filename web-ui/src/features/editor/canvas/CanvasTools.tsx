import { ActionIcon, Tooltip } from "@mantine/core";
import {
  IconGridDots,
  IconLayoutDistributeVertical,
  IconMap2,
  IconNote,
  IconPlus,
  IconSearch,
  type TablerIcon,
} from "@tabler/icons-react";
import { Panel, useReactFlow } from "@xyflow/react";
import { memo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { addNote, tidyUp } from "../commands";
import { useEditor, useEditorState } from "../EditorStore";
import classes from "./EditorCanvas.module.css";
import { useCanvasPlaces } from "./useCanvasPlaces";
import { fit } from "./zoom";

interface CanvasToolsProps {
  isSnapping: boolean;
  onSnap: (snaps: boolean) => void;
  hasMap: boolean;
  onMap: (isShown: boolean) => void;
}

/** What can be done with the canvas as a whole. It stands still while things on the canvas move. */
export const CanvasTools = memo(function CanvasTools({ isSnapping, onSnap, hasMap, onMap }: CanvasToolsProps) {
  const { t } = useTranslation();
  const editor = useEditor();
  const { store } = editor;
  const isReadOnly = useEditorState((state) => state.isReadOnly);
  const { fitView } = useReactFlow();
  const canvas = useRef(null);
  const { centre } = useCanvasPlaces(canvas);
  return (
    <Panel position="top-left" className={classes.tools ?? ""} role="toolbar" aria-label={t("editor.tools")}>
      {isReadOnly ? null : (
        <>
          <Tool
            name={t("editor.add")}
            icon={IconPlus}
            keys="A"
            onUse={() => store.setState({ asking: { kind: "add" } })}
          />
          <Tool name={t("editor.addNote")} icon={IconNote} keys="N" onUse={() => addNote(editor, centre())} />
          <Tool
            name={t("editor.tidy")}
            icon={IconLayoutDistributeVertical}
            keys="T"
            onUse={() => void tidyUp(editor).then(() => fitView(fit))}
          />
          <Tool name={t("editor.snap")} icon={IconGridDots} isOn={isSnapping} onUse={() => onSnap(!isSnapping)} />
        </>
      )}
      <Tool
        name={t("editor.find")}
        icon={IconSearch}
        keys="/"
        onUse={() => store.setState({ asking: { kind: "find" } })}
      />
      <Tool name={t("editor.map")} icon={IconMap2} isOn={hasMap} onUse={() => onMap(!hasMap)} />
    </Panel>
  );
});

interface ToolProps {
  name: string;
  icon: TablerIcon;
  keys?: string;
  /** For what stays on until it is pressed again. */
  isOn?: boolean;
  onUse: () => void;
}

function Tool({ name, icon: Icon, keys, isOn, onUse }: ToolProps) {
  return (
    <Tooltip label={keys ? `${name} (${keys})` : name} position="right">
      <ActionIcon
        variant={isOn ? "light" : "subtle"}
        color={isOn ? undefined : "gray"}
        size={32}
        aria-label={name}
        aria-pressed={isOn}
        aria-keyshortcuts={keys}
        onClick={onUse}
      >
        <Icon size={18} stroke={1.75} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
