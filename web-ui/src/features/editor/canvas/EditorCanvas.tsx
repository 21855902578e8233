import "@xyflow/react/dist/style.css";
import { useMantineColorScheme } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import {
  Background,
  BackgroundVariant,
  type Connection,
  Controls,
  type IsValidConnection,
  MiniMap,
  ReactFlow,
} from "@xyflow/react";
import { type DragEvent, useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import graph from "@/features/graph/ProcessGraph.module.css";
import { addComponent, addNote, STEP, tryConnect } from "../commands";
import { draftIn, edit, select, useDraft, useEditor, useEditorState } from "../EditorStore";
import { refusal } from "../model/connections";
import { placed } from "../model/edits";
import { CanvasTools } from "./CanvasTools";
import classes from "./EditorCanvas.module.css";
import { EditorEdge } from "./EditorEdge";
import { EditorNode } from "./EditorNode";
import { Emptiness } from "./Emptiness";
import { NoteNode } from "./NoteNode";
import { type CanvasEdge, type CanvasNode, toEdges } from "./nodes";
import { COMPONENT_TYPE, NOTE } from "./Palette";
import { useCanvasKeys } from "./useCanvasKeys";
import { useCanvasNodes } from "./useCanvasNodes";
import { useConnecting } from "./useConnecting";
import { useEdgeHover } from "./useEdgeHover";
import { useInSight } from "./useInSight";
import { FarContext, firstViewport, fit, LEAST, type Room, useIsFar } from "./zoom";

const nodeTypes = { component: EditorNode, note: NoteNode };
const edgeTypes = { flow: EditorEdge };
const grid: [number, number] = [STEP, STEP];

const kindColour = (node: CanvasNode) => (node.type === "note" ? "var(--hg-wait-bar)" : `var(--hg-${node.data.kind})`);

/** The canvas to draw a process on. */
export function EditorCanvas() {
  const { t } = useTranslation();
  const element = useRef<HTMLElement>(null);
  const keys = useCanvasKeys(element);
  const name = useDraft().name;
  const isEmpty = useDraft().components.length === 0;
  const isConnecting = useEditorState((state) => state.connecting !== null);
  const room = useFirstRoom(element);
  return (
    <section
      ref={element}
      className={`${graph.graph} ${classes.canvas}`}
      role="application"
      aria-label={t("editor.canvas", { name })}
      aria-describedby="canvas-hint"
      data-canvas
      data-connecting={isConnecting || undefined}
      tabIndex={isEmpty ? 0 : -1}
      {...keys}
    >
      <p id="canvas-hint" className="visually-hidden">
        {t("editor.canvasHint")}
      </p>
      {room ? <Flow room={room} /> : null}
      {isEmpty ? <Emptiness /> : null}
    </section>
  );
}

/** How large the canvas is at first: known before anything is drawn on it, so that all is drawn once and in its place. */
function useFirstRoom(element: React.RefObject<HTMLElement | null>): Room | null {
  const [room, setRoom] = useState<Room | null>(null);
  useLayoutEffect(() => {
    const { clientWidth: width = 0, clientHeight: height = 0 } = element.current ?? {};
    setRoom({ width, height });
  }, [element]);
  return room;
}

function useDrop() {
  const editor = useEditor();
  const { placeAt } = useConnecting();
  return useMemo(
    () => ({
      onDragOver: (event: DragEvent) => {
        if (event.dataTransfer.types.includes(COMPONENT_TYPE)) {
          event.preventDefault();
          event.dataTransfer.dropEffect = "copy";
        }
      },
      onDrop: (event: DragEvent) => {
        const dragged = event.dataTransfer.getData(COMPONENT_TYPE);
        if (dragged === NOTE) {
          event.preventDefault();
          addNote(editor, placeAt(event));
          return;
        }
        const type = editor.types.find((each) => each.type === dragged);
        if (!type || editor.store.getState().isReadOnly) {
          return;
        }
        event.preventDefault();
        const line = document
          .elementsFromPoint(event.clientX, event.clientY)
          .find((each) => each.closest(".react-flow__edge") !== null)
          ?.closest(".react-flow__edge");
        const id = line?.getAttribute("data-id");
        const edge = draftIn(editor.store).edges.find(({ from, to }) => `${from}→${to}` === id);
        addComponent(editor, type, { place: placeAt(event), ...(edge ? { edge } : {}) });
      },
    }),
    [editor, placeAt],
  );
}

function Flow({ room }: { room: Room }) {
  const editor = useEditor();
  const { store, types } = editor;
  const { colorScheme } = useMantineColorScheme();
  const [nodes, onNodesChange] = useCanvasNodes();
  const draft = useDraft();
  const selectedEdge = useEditorState((state) => state.selectedEdge);
  const isReadOnly = useEditorState((state) => state.isReadOnly);
  const edges = useMemo(() => toEdges(draft, selectedEdge), [draft, selectedEdge]);
  const [isSnapping, setSnapping] = useState(true);
  const isWide = useMediaQuery("(min-width: 1000px)", true, { getInitialValueInEffect: false });
  const [first] = useState(() => firstViewport(nodes, room));
  const isFar = useIsFar(first);
  const [wantsMap, setMap] = useState<boolean | null>(null);
  // From far away the canvas is its own map, and the dots of its ground would be a haze.
  const hasMap = wantsMap ?? (isWide && nodes.length > 6 && !isFar);
  const connecting = useConnecting();
  const hover = useEdgeHover();
  const drop = useDrop();
  useInSight();

  const keep = useCallback(
    (_: unknown, __: unknown, moved: CanvasNode[]) =>
      edit(store, (now) => placed(now, new Map(moved.map(({ id, position }) => [id, position])))),
    [store],
  );
  const keepSelection = useCallback((event: unknown, moved: CanvasNode[]) => keep(event, null, moved), [keep]);
  const isValid: IsValidConnection<CanvasEdge> = useCallback(
    ({ source, target }) => refusal(draftIn(store), types, source, target) === null,
    [store, types],
  );
  const onNodeClick = useCallback(
    (event: React.MouseEvent, node: CanvasNode) => {
      const { connecting: from } = store.getState();
      if (from !== null && node.type === "component") {
        tryConnect(editor, from, node.id);
      } else if (node.type === "component" && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        store.setState({ focused: node.id, isPanelOpen: true });
      }
    },
    [editor, store],
  );
  const onPaneClick = useCallback(() => {
    select(store, []);
    store.setState({ selectedEdge: null, connecting: null, isPanelOpen: false });
  }, [store]);
  // Of handlers that are others each time, every node and edge would be told with each frame of a drag.
  const onConnect = useCallback(({ source, target }: Connection) => tryConnect(editor, source, target), [editor]);
  const onEdgeClick = useCallback(
    (_: unknown, edge: CanvasEdge) => store.setState({ selected: [], selectedEdge: edge.id }),
    [store],
  );
  return (
    <FarContext value={isFar}>
      <ReactFlow<CanvasNode, CanvasEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onConnect={onConnect}
        onConnectEnd={connecting.onConnectEnd}
        isValidConnection={isValid}
        onNodeDragStop={keep}
        onSelectionDragStop={keepSelection}
        onNodeClick={onNodeClick}
        onPaneClick={onPaneClick}
        onEdgeClick={onEdgeClick}
        {...hover}
        {...drop}
        colorMode={colorScheme === "auto" ? "system" : colorScheme}
        defaultViewport={first}
        minZoom={LEAST}
        snapToGrid={isSnapping}
        snapGrid={grid}
        nodesDraggable={!isReadOnly}
        nodesConnectable={!isReadOnly}
        // Its own keyboard moves nodes past undo and autosave, and makes every node a tab stop.
        disableKeyboardA11y
        nodesFocusable={false}
        edgesFocusable={false}
        connectOnClick={false}
        deleteKeyCode={null}
        panOnScroll
        connectionRadius={32}
        elevateNodesOnSelect={false}
        // From far away nearly all is in sight, and to take away and bring back what crosses the edge is what makes panning slow.
        onlyRenderVisibleElements={nodes.length > 100 && !isFar}
      >
        {isFar ? null : <Background variant={BackgroundVariant.Dots} gap={16} size={1} color="var(--hg-line)" />}
        <Controls showInteractive={false} fitViewOptions={fit} position="bottom-left" />
        {hasMap ? (
          <MiniMap<CanvasNode>
            pannable
            zoomable
            nodeColor={kindColour}
            className={classes.map ?? ""}
            position="bottom-right"
          />
        ) : null}
        <CanvasTools isSnapping={isSnapping} onSnap={setSnapping} hasMap={hasMap} onMap={setMap} />
      </ReactFlow>
    </FarContext>
  );
}
