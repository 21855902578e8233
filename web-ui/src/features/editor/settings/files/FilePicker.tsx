import type { LocationView } from "@contract";
import { Button, Modal } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { filesQuery } from "@/api/locations";
import menu from "@/components/CommandMenu.module.css";
import { useTopmost } from "@/components/useTopmost";
import classes from "./FilePicker.module.css";
import { FileRow, type Row } from "./FileRow";
import { Found } from "./Found";
import { beginAt, folderOf, wayTo, withoutSlash } from "./paths";

interface FilePickerProps {
  tenant: string;
  location: LocationView;
  /** What the setting says now. */
  path: string;
  /** Whether one file may be chosen, or only a folder. */
  takesFiles: boolean;
  onChoose: (path: string) => void;
  onClose: () => void;
}

/** Looks through the folders and files of a location: names, sizes and times, never what the files hold. */
export default function FilePicker({ tenant, location, path, takesFiles, onChoose, onClose }: FilePickerProps) {
  const { t } = useTranslation();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [folder, setFolder] = useState(() => beginAt(path));
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const [wanted] = useDebouncedValue(typed, 200);
  const query = useInfiniteQuery(filesQuery(tenant, location.key, folder + wanted));
  const rows = rowsOf(query.data?.pages ?? [], folder + typed, takesFiles, query.hasNextPage);
  const active = rows[Math.min(at, rows.length - 1)];
  const optionId = (row: Row) => `${id}-${row.kind}-${row.path}`;

  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  });

  function go(next: string): void {
    setFolder(next);
    setTyped("");
    setAt(0);
    input.current?.focus();
  }

  function use(row: Row | undefined): void {
    switch (row?.kind) {
      case undefined:
        return;
      case "folder":
        go(row.path);
        return;
      case "more":
        void query.fetchNextPage();
        return;
      case "file":
        if (row.isOn) {
          onChoose(row.path);
        }
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt(Math.max(0, Math.min(rows.length - 1, Math.min(at, rows.length - 1) + step)));
    } else if (event.key === "Enter") {
      event.preventDefault();
      use(active);
    } else if (event.key === "Backspace" && typed === "" && folder !== "") {
      event.preventDefault();
      go(folderOf(folder));
    }
  }

  const isTopmost = useTopmost(true);
  return (
    <Modal
      opened
      closeOnEscape={isTopmost}
      closeOnClickOutside={isTopmost}
      onClose={onClose}
      withCloseButton={false}
      title={t("files.title", { name: location.name })}
      padding={0}
      size={640}
      yOffset="8dvh"
      attributes={{ header: { role: "none" } }}
      classNames={{ title: "visually-hidden", header: "visually-hidden", body: classes.body }}
    >
      <ol className={classes.way} aria-label={t("files.where")}>
        {["", ...wayTo(folder)].map((step) => (
          <li key={step}>
            {step === "" ? null : <span aria-hidden>/</span>}
            <button
              type="button"
              className={classes.step}
              aria-current={step === folder || undefined}
              onClick={() => go(step)}
            >
              {step === "" ? location.name : withoutSlash(step.slice(folderOf(step).length))}
            </button>
          </li>
        ))}
      </ol>
      <div className={menu.search}>
        <input
          ref={input}
          className={menu.input}
          role="combobox"
          aria-label={t("files.search")}
          aria-expanded={rows.length > 0}
          aria-controls={rows.length > 0 ? `${id}-list` : undefined}
          aria-activedescendant={active ? optionId(active) : undefined}
          aria-autocomplete="list"
          placeholder={t("files.search")}
          value={typed}
          data-autofocus
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className={classes.names} aria-busy={query.isFetching}>
        {/* Where there is nothing to choose there is no list of choices either, only what is said instead. */}
        {rows.length > 0 ? (
          <div
            ref={list}
            id={`${id}-list`}
            role="listbox"
            aria-label={t("files.title", { name: location.name })}
            className={classes.list}
            tabIndex={-1}
          >
            {rows.map((row, index) => (
              <FileRow
                key={optionId(row)}
                id={optionId(row)}
                row={row}
                isActive={row === active}
                isLoading={query.isFetchingNextPage}
                onPoint={() => setAt(index)}
                onUse={() => use(row)}
              />
            ))}
          </div>
        ) : null}
        <Found
          error={query.error}
          isWaiting={query.isPending || (rows.length === 0 && wanted !== typed)}
          isEmpty={rows.length === 0}
          typed={typed}
          onRetry={() => void query.refetch()}
        />
      </div>
      <div className={classes.foot}>
        <p className={classes.hint}>{takesFiles ? t("files.useFolderHint") : null}</p>
        <Button variant="subtle" size="sm" onClick={onClose}>
          {t("app.cancel")}
        </Button>
        <Button
          variant="default"
          size="sm"
          disabled={folder === ""}
          onClick={() => onChoose(withoutSlash(folder))}
          data-testid="use-folder"
        >
          {t("files.useFolder")}
        </Button>
      </div>
    </Modal>
  );
}

interface Page {
  folders: readonly string[];
  files: readonly { path: string; size: number; modifiedAt: string }[];
}

/** What was found before the last letters has to fit them, too, so that nothing old can be chosen. */
function rowsOf(pages: readonly Page[], prefix: string, takesFiles: boolean, hasMore: boolean): Row[] {
  const fits = (path: string) => path.startsWith(prefix);
  const rows = pages.flatMap(({ folders, files }): Row[] => [
    ...folders.filter(fits).map((path) => ({ kind: "folder" as const, path })),
    ...files.filter(({ path }) => fits(path)).map((file) => ({ kind: "file" as const, isOn: takesFiles, ...file })),
  ]);
  return hasMore ? [...rows, { kind: "more", path: "" }] : rows;
}
