import type { ProcessView, ScheduleView } from "@contract";
import { Autocomplete, Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { Dialog } from "@/components/Dialog";
import { ProblemNotice } from "@/components/ProblemNotice";
import { browserZone } from "@/components/zone";
import classes from "./Process.module.css";
import { useScheduleChange } from "./useScheduleChange";

interface ScheduleDialogProps {
  tenant: string;
  process: ProcessView;
  schedule: ScheduleView | null;
  isOpen: boolean;
  onClose: () => void;
}

const missedChoices = ["latest", "all", "none"] as const;

export function ScheduleDialog({ tenant, process, schedule, isOpen, onClose }: ScheduleDialogProps) {
  const { t } = useTranslation();
  const { set, remove } = useScheduleChange(tenant, process.key);
  const zones = useMemo(() => ["UTC", ...Intl.supportedValuesOf("timeZone")], []);
  const failure = set.error ?? remove.error;
  const problems = set.error ? (asProblem(set.error).problems ?? []) : [];
  const fault = (field: string) => problems.find((problem) => problem.pointer === `/${field}`)?.message;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    set.mutate(
      {
        cron: String(form.get("cron") ?? "").trim(),
        zone: String(form.get("zone") ?? "").trim(),
        missedDates: missedChoices.find((choice) => choice === form.get("missedDates")),
        paused: schedule ? schedule.paused : form.get("paused") !== null,
      },
      { onSuccess: onClose },
    );
  }

  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t("schedule.newTitle", { name: process.name })}>
      <form onSubmit={submit} className={classes.form}>
        {failure ? <ProblemNotice error={failure} /> : null}
        <TextInput
          name="cron"
          required
          label={t("schedule.cron")}
          description={t("schedule.cronHint")}
          defaultValue={schedule?.cron ?? "30 6 * * 1-5"}
          error={fault("cron")}
          data-autofocus
        />
        <Autocomplete
          name="zone"
          required
          limit={50}
          label={t("schedule.zone")}
          description={t("schedule.zoneHint")}
          data={zones}
          defaultValue={schedule?.zone ?? browserZone}
          error={fault("zone")}
        />
        <NativeSelect
          name="missedDates"
          label={t("schedule.missed")}
          data={missedChoices.map((choice) => ({ value: choice, label: t(`schedule.missedWord.${choice}`) }))}
          defaultValue={schedule?.missedDates ?? "latest"}
        />
        {schedule ? null : <Checkbox name="paused" label={t("schedule.startsPaused")} />}
        <div className={classes.formActions}>
          {schedule ? (
            <Button
              variant="default"
              size="sm"
              mr="auto"
              loading={remove.isPending}
              onClick={() => remove.mutate(undefined, { onSuccess: onClose })}
            >
              {t("schedule.remove")}
            </Button>
          ) : null}
          <Button variant="default" size="sm" onClick={onClose}>
            {t("app.cancel")}
          </Button>
          <Button type="submit" size="sm" loading={set.isPending}>
            {t("schedule.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
