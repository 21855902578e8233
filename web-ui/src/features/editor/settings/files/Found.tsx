import { IconFolderOpen, IconSearch } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/EmptyState";
import { Loading } from "@/components/Loading";
import { ProblemNotice } from "@/components/ProblemNotice";
import classes from "./FilePicker.module.css";

interface FoundProps {
  error: unknown;
  isWaiting: boolean;
  isEmpty: boolean;
  typed: string;
  onRetry: () => void;
}

/** What is said where no names are to be shown, or no more of them. */
export function Found({ error, isWaiting, isEmpty, typed, onRetry }: FoundProps) {
  const { t } = useTranslation();
  if (error) {
    return (
      <div className={classes.inset}>
        <ProblemNotice error={error} onRetry={onRetry} />
      </div>
    );
  }
  if (isWaiting) {
    return <Loading rows={5} height={20} />;
  }
  if (!isEmpty) {
    return null;
  }
  return typed === "" ? (
    <EmptyState icon={IconFolderOpen} title={t("files.empty")} hint={t("files.emptyHint")} />
  ) : (
    <EmptyState icon={IconSearch} title={t("files.nothing", { text: typed })} hint={t("files.nothingHint")} />
  );
}
