import { Button } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ProblemNotice } from "@/components/ProblemNotice";
import classes from "./LifeDialog.module.css";

interface LifeFormProps {
  error: unknown;
  hint?: string;
  submit: string;
  isPending: boolean;
  isReady?: boolean;
  onSubmit: () => void;
  onClose: () => void;
  children?: ReactNode;
  danger?: boolean;
}

/** A question with its answer: what went wrong before, what it means, the fields, and the way on or back. */
export function LifeForm({
  error,
  hint,
  submit,
  isPending,
  isReady = true,
  onSubmit,
  onClose,
  children,
  danger,
}: LifeFormProps) {
  const { t } = useTranslation();
  function send(event: FormEvent): void {
    event.preventDefault();
    if (isReady && !isPending) {
      onSubmit();
    }
  }
  return (
    <form onSubmit={send} className={classes.form}>
      {error ? <ProblemNotice error={error} /> : null}
      {hint ? <p className={classes.hint}>{hint}</p> : null}
      {children}
      <div className={classes.actions}>
        <Button variant="default" size="sm" onClick={onClose}>
          {t("app.cancel")}
        </Button>
        <Button type="submit" size="sm" color={danger ? "red" : undefined} loading={isPending} disabled={!isReady}>
          {submit}
        </Button>
      </div>
    </form>
  );
}
