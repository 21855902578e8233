import { ActionIcon } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { formatCount } from "./format";
import classes from "./Pager.module.css";

interface PagerProps {
  page: number;
  size: number;
  total: number;
  onPage: (page: number) => void;
}

/** Which part of a list is shown, and the way to the others. */
export function Pager({ page, size, total, onPage }: PagerProps) {
  const { t } = useTranslation();
  const to = Math.min(total, (page + 1) * size);
  return (
    <nav className={classes.pager} aria-label={t("app.pages")}>
      <span>
        {t("app.pageOf", { from: formatCount(page * size + 1), to: formatCount(to), total: formatCount(total) })}
      </span>
      <ActionIcon
        variant="default"
        aria-label={t("app.previous")}
        disabled={page === 0}
        onClick={() => onPage(page - 1)}
      >
        <IconChevronLeft size={16} />
      </ActionIcon>
      <ActionIcon variant="default" aria-label={t("app.next")} disabled={to >= total} onClick={() => onPage(page + 1)}>
        <IconChevronRight size={16} />
      </ActionIcon>
    </nav>
  );
}
