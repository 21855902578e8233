import { CopyButton, Tooltip, UnstyledButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./CopyId.module.css";

/** An id in fixed-width letters with a button that copies it. */
export function CopyId({ value, what }: { value: string; what: string }) {
  const { t } = useTranslation();
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? t("app.copied") : t("app.copy", { what })}>
          <UnstyledButton className={classes.copy} onClick={copy} aria-label={`${value}. ${t("app.copy", { what })}`}>
            <span>{value}</span>
            {copied ? <IconCheck size={12} aria-hidden /> : <IconCopy size={12} aria-hidden />}
          </UnstyledButton>
        </Tooltip>
      )}
    </CopyButton>
  );
}
