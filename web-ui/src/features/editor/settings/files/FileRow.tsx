import { IconDots, IconFile, IconFolder } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { formatBytes } from "@/components/format";
import { Moment } from "@/components/Moment";
import classes from "./FilePicker.module.css";
import { nameOf } from "./paths";

/** What can be opened or chosen. */
export type Row =
  | { kind: "folder"; path: string }
  | { kind: "file"; path: string; size: number; modifiedAt: string; isOn: boolean }
  | { kind: "more"; path: "" };

interface FileRowProps {
  id: string;
  row: Row;
  isActive: boolean;
  isLoading: boolean;
  onPoint: () => void;
  onUse: () => void;
}

const icons = { folder: IconFolder, file: IconFile, more: IconDots } as const;

export function FileRow({ id, row, isActive, isLoading, onPoint, onUse }: FileRowProps) {
  const { t } = useTranslation();
  const Icon = icons[row.kind];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the search field has the keyboard and names the active option
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      aria-disabled={row.kind === "file" && !row.isOn}
      className={classes.option}
      data-testid={`file-${row.path}`}
      onPointerMove={onPoint}
      onClick={onUse}
    >
      <Icon size={18} stroke={1.75} aria-hidden />
      <span className={classes.name}>
        {row.kind === "more" ? t(isLoading ? "files.loadingMore" : "files.more") : nameOf(row.path)}
        {row.kind === "folder" ? <span className="visually-hidden">, {t("files.folder")}</span> : null}
      </span>
      {row.kind === "file" ? (
        <>
          <span className={classes.fact}>{formatBytes(row.size)}</span>
          <span className={`${classes.fact} ${classes.when}`}>
            <Moment at={row.modifiedAt} />
          </span>
        </>
      ) : null}
    </div>
  );
}
