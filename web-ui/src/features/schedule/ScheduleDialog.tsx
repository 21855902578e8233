import "./texts";
import type { NewSchedule, ProcessView, ScheduleView } from "@contract";
import { Autocomplete, Button, Checkbox, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, lazy, Suspense, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { calendarsQuery } from "@/api/calendars";
import { asProblem } from "@/api/problem";
import { Dialog } from "@/components/Dialog";
import { ProblemNotice } from "@/components/ProblemNotice";
import { browserZone } from "@/components/zone";
import page from "@/features/process/Process.module.css";
import { useScheduleChange } from "@/features/process/useScheduleChange";
import classes from "./Schedule.module.css";
import { SchedulePreview } from "./SchedulePreview";
import { type Preset, presetOf, presets, termsOf } from "./terms";

const CalendarDialog = lazy(() => import("./CalendarDialog"));

interface ScheduleDialogProps {
  tenant: string;
  process: ProcessView;
  /** The default stage for undefined. */
  stage: string | undefined;
  schedule: ScheduleView | null;
  onClose: () => void;
}

const missedChoices = ["latest", "all", "none"] as const;
const rules = ["skip", "next", "previous"] as const;

/** Sets a schedule, and shows meanwhile what it would do. */
export default function ScheduleDialog({ tenant, process, stage, schedule, onClose }: ScheduleDialogProps) {
  const { t } = useTranslation();
  const { t: tt } = useTranslation("time");
  const { set, remove } = useScheduleChange(tenant, process.key, stage);
  const [areCalendarsOpen, calendars] = useDisclosure(false);
  const [terms, setTerms] = useState<NewSchedule>(() =>
    schedule
      ? termsOf(schedule)
      : {
          cron: presets.workdays,
          zone: browserZone,
          missedDates: "latest",
          paused: false,
          holidays: "skip",
          staggerMinutes: 0,
        },
  );
  const change = (part: Partial<NewSchedule>) => setTerms((before) => ({ ...before, ...part }));
  const failure = set.error ?? remove.error;
  const problems = set.error ? (asProblem(set.error).problems ?? []) : [];
  const fault = (field: string) => problems.find((problem) => problem.pointer === `/${field}`)?.message;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    set.mutate(terms, { onSuccess: onClose });
  }

  return (
    <Dialog isOpen onClose={onClose} title={tt("schedule.newTitle", { name: process.name })}>
      <form onSubmit={submit} className={page.form}>
        {failure ? <ProblemNotice error={failure} /> : null}
        <Times terms={terms} change={change} fault={fault} />
        <div className={classes.pair}>
          <Day field="startsOn" terms={terms} change={change} error={fault("startsOn")} />
          <Day field="endsOn" terms={terms} change={change} error={fault("endsOn")} />
        </div>
        <Holidays tenant={tenant} terms={terms} change={change} fault={fault} onCalendars={calendars.open} />
        <NativeSelect
          label={tt("schedule.missed")}
          data={missedChoices.map((choice) => ({ value: choice, label: tt(`schedule.missedWord.${choice}`) }))}
          value={terms.missedDates}
          onChange={(event) =>
            change({ missedDates: missedChoices.find((choice) => choice === event.currentTarget.value) })
          }
        />
        <NumberInput
          label={tt("stagger")}
          description={tt("staggerHint")}
          min={0}
          max={60}
          clampBehavior="strict"
          allowDecimal={false}
          suffix={tt("minutes")}
          value={terms.staggerMinutes ?? 0}
          onChange={(value) => change({ staggerMinutes: typeof value === "number" ? value : 0 })}
        />
        {schedule ? null : (
          <Checkbox
            label={tt("schedule.startsPaused")}
            checked={terms.paused ?? false}
            onChange={(event) => change({ paused: event.currentTarget.checked })}
          />
        )}
        <SchedulePreview tenant={tenant} process={process.key} terms={terms} />
        <div className={page.formActions}>
          {schedule ? (
            <Button
              variant="default"
              size="sm"
              mr="auto"
              loading={remove.isPending}
              onClick={() => remove.mutate(undefined, { onSuccess: onClose })}
            >
              {tt("schedule.remove")}
            </Button>
          ) : null}
          <Button variant="default" size="sm" onClick={onClose}>
            {t("app.cancel")}
          </Button>
          <Button type="submit" size="sm" loading={set.isPending}>
            {tt("schedule.save")}
          </Button>
        </div>
      </form>
      {areCalendarsOpen ? (
        <Suspense>
          <CalendarDialog tenant={tenant} onClose={calendars.close} />
        </Suspense>
      ) : null}
    </Dialog>
  );
}

interface PartProps {
  terms: NewSchedule;
  change: (part: Partial<NewSchedule>) => void;
  fault: (field: string) => string | undefined;
}

function Times({ terms, change, fault }: PartProps) {
  const { t: tt } = useTranslation("time");
  const zones = useMemo(() => ["UTC", ...Intl.supportedValuesOf("timeZone")], []);
  const names = Object.keys(presets) as Preset[];
  return (
    <>
      <NativeSelect
        label={tt("presets.label")}
        data={[
          ...names.map((name) => ({ value: name, label: tt(`presets.${name}`) })),
          { value: "", label: tt("presets.custom") },
        ]}
        value={presetOf(terms.cron) ?? ""}
        onChange={(event) => {
          const preset = names.find((name) => name === event.currentTarget.value);
          if (preset) {
            change({ cron: presets[preset] });
          }
        }}
        data-autofocus
      />
      <TextInput
        name="cron"
        required
        label={tt("schedule.cron")}
        description={tt("schedule.cronHint")}
        value={terms.cron}
        onChange={(event) => change({ cron: event.currentTarget.value })}
        error={fault("cron")}
      />
      <Autocomplete
        name="zone"
        required
        limit={50}
        label={tt("schedule.zone")}
        description={tt("schedule.zoneHint")}
        data={zones}
        value={terms.zone}
        onChange={(zone) => change({ zone })}
        error={fault("zone")}
      />
    </>
  );
}

interface DayProps {
  field: "startsOn" | "endsOn";
  terms: NewSchedule;
  change: (part: Partial<NewSchedule>) => void;
  error: string | undefined;
}

function Day({ field, terms, change, error }: DayProps) {
  const { t: tt } = useTranslation("time");
  return (
    <TextInput
      type="date"
      label={tt(field)}
      description={tt("spanHint")}
      value={terms[field] ?? ""}
      onChange={(event) => change({ [field]: event.currentTarget.value || undefined })}
      error={error}
    />
  );
}

function Holidays({
  tenant,
  terms,
  change,
  fault,
  onCalendars,
}: PartProps & { tenant: string; onCalendars: () => void }) {
  const { t: tt } = useTranslation("time");
  const { data } = useQuery(calendarsQuery(tenant));
  return (
    <>
      <div className={classes.pair}>
        <NativeSelect
          label={tt("calendar")}
          data={[
            { value: "", label: tt("noCalendar") },
            ...(data ?? []).map((calendar) => ({ value: calendar.id, label: calendar.name })),
          ]}
          value={terms.calendar ?? ""}
          onChange={(event) => change({ calendar: event.currentTarget.value || undefined })}
          error={fault("calendar")}
        />
        <NativeSelect
          label={tt("onHolidays")}
          disabled={!terms.calendar}
          data={rules.map((rule) => ({ value: rule, label: tt(`rules.${rule}`) }))}
          value={terms.holidays}
          onChange={(event) => change({ holidays: rules.find((rule) => rule === event.currentTarget.value) })}
        />
      </div>
      <div>
        <Button variant="default" size="compact-sm" onClick={onCalendars}>
          {tt("editCalendars")}
        </Button>
      </div>
    </>
  );
}
