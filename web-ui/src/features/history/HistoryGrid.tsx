// biome-ignore-all lint/a11y/useSemanticElements: a table cannot draw only what is in sight both ways; the roles say what it is
// biome-ignore-all lint/a11y/useFocusableInteractive: one cell of a grid takes the focus, rows and labels do not
import { useNavigate } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatDay, formatDuration } from "@/components/format";
import { runTone, type TaskState, taskTone } from "@/components/status";
import { stageName, useStages } from "@/features/stages/useStages";
import type { Column, Grid } from "./grid";
import classes from "./History.module.css";

const WIDTH = 28;
const HEIGHT = 28;
const HEAD = 88;
const BAR = 52;

/** A sign for each state, so that colour is not all that tells them apart. */
const signs: Readonly<Record<TaskState, string>> = {
  NONE: "",
  QUEUED: "…",
  SUBMITTING: "…",
  PENDING: "…",
  RUNNING: "▸",
  SUCCEEDED: "✓",
  FAILED: "✕",
  STOPPED: "■",
  SKIPPED: "»",
  PASSED: "–",
  LEFT_OUT: "↷",
};

interface HistoryGridProps {
  tenant: string;
  name: string;
  grid: Grid;
  /** The oldest run that is known has come into sight. */
  onEnd: () => void;
}

/** The grid: only what is in sight is drawn, both ways. One cell takes the focus; line 0 is the run itself. */
export function HistoryGrid({ tenant, name, grid, onEnd }: HistoryGridProps) {
  const stages = useStages(tenant);
  const { t: th } = useTranslation("history");
  const navigate = useNavigate();
  const scroller = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<readonly [line: number, column: number]>([0, 0]);
  const lines = useVirtualizer({
    count: grid.lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => HEIGHT,
    overscan: 6,
    scrollMargin: HEAD,
    scrollPaddingStart: HEAD,
  });
  const columns = useVirtualizer({
    horizontal: true,
    count: grid.columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => WIDTH,
    overscan: 8,
    scrollPaddingStart: labelWidth(scroller.current),
  });
  const shown = columns.getVirtualItems();
  const last = shown.at(-1)?.index ?? -1;
  useEffect(() => {
    if (last >= grid.columns.length - 1) {
      onEnd();
    }
  }, [last, grid.columns.length, onEnd]);

  function open(target: EventTarget): boolean {
    const cell = target instanceof Element ? target.closest<HTMLElement>("[data-run]") : null;
    if (!cell?.dataset.run) {
      return false;
    }
    void navigate({
      to: "/t/$tenant/runs/$run",
      params: { tenant, run: cell.dataset.run },
      search: cell.dataset.component ? { component: cell.dataset.component } : {},
    });
    return true;
  }

  function go(line: number, column: number): void {
    const next: [number, number] = [
      Math.max(0, Math.min(grid.lines.length, line)),
      Math.max(0, Math.min(grid.columns.length - 1, column)),
    ];
    setAt(next);
    columns.scrollToIndex(next[1]);
    if (next[0] > 0) {
      lines.scrollToIndex(next[0] - 1);
    }
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-at="${next[0]} ${next[1]}"]`)?.focus({ preventScroll: true }),
    );
  }

  function onKeyDown(event: KeyboardEvent): void {
    const [line, column] = at;
    const moves: Readonly<Record<string, [number, number]>> = {
      ArrowUp: [line - 1, column],
      ArrowDown: [line + 1, column],
      ArrowLeft: [line, column - 1],
      ArrowRight: [line, column + 1],
      Home: [line, 0],
      End: [line, grid.columns.length - 1],
      PageDown: [line + 10, column],
      PageUp: [line - 10, column],
    };
    const move = moves[event.key];
    if (move) {
      event.preventDefault();
      go(...move);
    } else if ((event.key === "Enter" || event.key === " ") && open(event.target)) {
      event.preventDefault();
    }
  }

  const focusable = (line: number, column: number) => (at[0] === line && at[1] === column ? 0 : -1);
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      role="grid"
      tabIndex={-1}
      aria-label={th("grid", { name })}
      aria-rowcount={grid.lines.length + 1}
      aria-colcount={grid.columns.length + 1}
      data-testid="history-grid"
      onKeyDown={onKeyDown}
      onClick={(event: MouseEvent) => open(event.target)}
    >
      <div
        role="rowgroup"
        className={classes.inner}
        style={{ height: lines.getTotalSize() + HEAD, width: `calc(${columns.getTotalSize()}px + var(--label))` }}
      >
        <div role="row" aria-rowindex={1} className={classes.head} style={{ height: HEAD }}>
          <span role="columnheader" aria-colindex={1} className={classes.corner}>
            {th("component")}
          </span>
          {shown.map(({ index, start }) => {
            const column = grid.columns[index];
            return column ? (
              <RunHead
                key={column.run.id}
                column={column}
                longest={grid.longest}
                stage={stages.length > 0 ? stageName(stages, column.run.stage) : undefined}
                start={start}
                at={`0 ${index}`}
                index={index}
                tabIndex={focusable(0, index)}
                onFocus={() => setAt([0, index])}
              />
            ) : null;
          })}
        </div>
        {lines.getVirtualItems().map((row) => {
          const line = grid.lines[row.index];
          return line ? (
            <div
              key={line.key}
              role="row"
              aria-rowindex={row.index + 2}
              className={classes.row}
              style={{ height: HEIGHT, transform: `translateY(${row.start}px)` }}
            >
              <span role="rowheader" aria-colindex={1} className={classes.label} title={line.label}>
                {line.label}
              </span>
              {shown.map(({ index, start }) => {
                const column = grid.columns[index];
                return column ? (
                  <Cell
                    key={column.run.id}
                    column={column}
                    line={row.index}
                    label={line.label}
                    component={line.key}
                    start={start}
                    index={index}
                    tabIndex={focusable(row.index + 1, index)}
                    onFocus={() => setAt([row.index + 1, index])}
                  />
                ) : null;
              })}
            </div>
          ) : null;
        })}
      </div>
    </div>
  );
}

/** What the labels cover of the left, so that the keyboard does not stand behind them. */
function labelWidth(scroller: HTMLElement | null): number {
  return scroller ? Number.parseFloat(getComputedStyle(scroller).getPropertyValue("--label-px")) || 0 : 0;
}

const shortDays = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

function shortDay(date: string): string {
  return shortDays.format(Date.parse(date));
}

interface PlaceProps {
  column: Column;
  start: number;
  index: number;
  tabIndex: number;
  onFocus: () => void;
}

function RunHead({
  column,
  longest,
  stage,
  start,
  index,
  at,
  tabIndex,
  onFocus,
}: PlaceProps & { longest: number; stage: string | undefined; at: string }) {
  const { t } = useTranslation();
  const { t: th } = useTranslation("history");
  const { run, milliseconds } = column;
  const words = { date: formatDay(run.businessDate), state: t(`runState.${run.state}`) };
  const ran =
    milliseconds === null ? th("run", words) : th("runTook", { ...words, time: formatDuration(milliseconds) });
  const name = stage === undefined ? ran : th("inStage", { name: ran, stage });
  return (
    <span
      role="columnheader"
      aria-colindex={index + 2}
      aria-label={name}
      title={name}
      className={classes.run}
      style={{ width: WIDTH, transform: `translateX(${start}px)` }}
      data-run={run.id}
      data-at={at}
      tabIndex={tabIndex}
      onFocus={onFocus}
    >
      <span
        className={classes.bar}
        data-tone={runTone[run.state]}
        style={{ height: milliseconds === null || longest === 0 ? 2 : Math.max(2, (milliseconds / longest) * BAR) }}
      />
      {index % 3 === 0 ? <span className={classes.date}>{shortDay(run.businessDate)}</span> : null}
    </span>
  );
}

interface CellProps extends PlaceProps {
  line: number;
  label: string;
  component: string;
}

function Cell({ column, line, label, component, start, index, tabIndex, onFocus }: CellProps) {
  const { t } = useTranslation();
  const { t: th } = useTranslation("history");
  const cell = column.cells.get(line);
  const date = formatDay(column.run.businessDate);
  const words = cell ? { label, date, state: t(`taskState.${cell.state}`) } : { label, date, state: "" };
  const name = !cell
    ? th("absent", words)
    : cell.milliseconds === null
      ? th("cell", words)
      : th("cellTook", { ...words, time: formatDuration(cell.milliseconds) });
  return (
    <span
      role="gridcell"
      aria-colindex={index + 2}
      aria-label={name}
      title={name}
      className={classes.cell}
      style={{ width: WIDTH, transform: `translateX(${start}px)` }}
      data-run={cell ? column.run.id : undefined}
      data-component={component}
      data-tone={cell ? taskTone[cell.state] : undefined}
      data-at={`${line + 1} ${index}`}
      tabIndex={tabIndex}
      onFocus={onFocus}
    >
      {cell ? <span aria-hidden>{signs[cell.state]}</span> : null}
    </span>
  );
}
