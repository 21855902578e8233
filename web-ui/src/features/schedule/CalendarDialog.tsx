import "./texts";
import type { CalendarSummary } from "@contract";
import { Button, FileInput, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  addCalendar,
  calendarQuery,
  calendarsQuery,
  changeCalendar,
  importHolidays,
  removeCalendar,
} from "@/api/calendars";
import { keys } from "@/api/keys";
import { Dialog } from "@/components/Dialog";
import { formatDay } from "@/components/format";
import { Loading } from "@/components/Loading";
import { Notice } from "@/components/Notice";
import { ProblemNotice } from "@/components/ProblemNotice";
import page from "@/features/process/Process.module.css";
import classes from "./Schedule.module.css";

const LARGEST = 500_000;

/** The holiday calendars of a tenant: what days they have, and where more come from. */
export default function CalendarDialog({ tenant, onClose }: { tenant: string; onClose: () => void }) {
  const { t: tt } = useTranslation("time");
  const queries = useQueryClient();
  const { data, error } = useQuery(calendarsQuery(tenant));
  const [open, setOpen] = useState<string | null>(null);
  const [name, setName] = useState("");
  const add = useMutation({
    mutationFn: () => addCalendar(tenant, name.trim()),
    onSuccess: (calendar) => {
      setName("");
      setOpen(calendar.id);
      return queries.invalidateQueries({ queryKey: keys.calendars(tenant) });
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    add.mutate();
  }
  return (
    <Dialog isOpen onClose={onClose} title={tt("calendars.title")}>
      <div className={page.stack}>
        {error ? <ProblemNotice error={error} /> : null}
        {!data && !error ? <Loading rows={3} /> : null}
        {data?.length === 0 ? <p className={page.lead}>{tt("calendars.none")}</p> : null}
        {data?.map((calendar) => (
          <Item
            key={calendar.id}
            tenant={tenant}
            calendar={calendar}
            isOpen={open === calendar.id}
            onOpen={() => setOpen(open === calendar.id ? null : calendar.id)}
          />
        ))}
        <form className={page.form} onSubmit={submit}>
          {add.error ? <ProblemNotice error={add.error} /> : null}
          <TextInput
            required
            maxLength={100}
            label={tt("calendars.name")}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <div className={page.formActions}>
            <Button type="submit" size="sm" variant="default" loading={add.isPending}>
              {tt("calendars.add")}
            </Button>
          </div>
        </form>
      </div>
    </Dialog>
  );
}

interface ItemProps {
  tenant: string;
  calendar: CalendarSummary;
  isOpen: boolean;
  onOpen: () => void;
}

function Item({ tenant, calendar, isOpen, onOpen }: ItemProps) {
  const { t: tt } = useTranslation("time");
  return (
    <section className={classes.item} aria-label={calendar.name}>
      <div className={classes.line}>
        <strong>{calendar.name}</strong>
        <Button
          variant="default"
          size="compact-sm"
          aria-expanded={isOpen}
          aria-label={tt("calendars.open", { name: calendar.name })}
          onClick={onOpen}
        >
          {tt("calendars.days", { count: calendar.days })}
        </Button>
      </div>
      {isOpen ? <Days tenant={tenant} id={calendar.id} /> : null}
    </section>
  );
}

function Days({ tenant, id }: { tenant: string; id: string }) {
  const { t: tt } = useTranslation("time");
  const queries = useQueryClient();
  const { data, error } = useQuery(calendarQuery(tenant, id));
  const changed = () => queries.invalidateQueries({ queryKey: keys.calendars(tenant) });
  const change = useMutation({
    mutationFn: (days: { day: string; name: string }[]) => changeCalendar(tenant, id, data?.name ?? "", days),
    onSuccess: changed,
  });
  const read = useMutation({
    mutationFn: async (file: File) => importHolidays(tenant, id, await file.text()),
    onSuccess: changed,
  });
  const remove = useMutation({ mutationFn: () => removeCalendar(tenant, id), onSuccess: changed });
  const [isTooLarge, setTooLarge] = useState(false);
  const failure = error ?? change.error ?? read.error ?? remove.error;
  if (!data) {
    return error ? <ProblemNotice error={error} /> : <Loading rows={2} />;
  }
  function take(file: File | null) {
    setTooLarge(file !== null && file.size > LARGEST);
    if (file && file.size <= LARGEST) {
      read.mutate(file);
    }
  }
  return (
    <div className={page.form}>
      {failure ? <ProblemNotice error={failure} /> : null}
      <p className={page.lead}>
        {data.usedBy.length > 0
          ? tt("calendars.usedBy", { processes: data.usedBy.join(", ") })
          : tt("calendars.unused")}
      </p>
      {data.days.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
        <ul className={classes.list} tabIndex={0} aria-label={tt("calendars.days", { count: data.days.length })}>
          {data.days.map(({ day, name }) => (
            <li key={day} className={classes.line}>
              <span>
                {formatDay(day)} · {name}
              </span>
              <Button
                variant="subtle"
                size="compact-sm"
                aria-label={tt("calendars.removeDay", { day: formatDay(day) })}
                onClick={() => change.mutate(data.days.filter((other) => other.day !== day))}
              >
                ×
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      <NewDay
        isBusy={change.isPending}
        onAdd={(day, name) => change.mutate([...data.days.filter((other) => other.day !== day), { day, name }])}
      />
      <FileInput
        accept=".ics,text/calendar"
        placeholder={tt("calendars.choose")}
        label={tt("calendars.import")}
        description={tt("calendars.importHint")}
        error={isTooLarge ? tt("calendars.tooLarge") : undefined}
        onChange={take}
      />
      {read.data ? (
        <Notice tone="ok" role="status" title={tt("calendars.added", { count: read.data.added })}>
          {read.data.leftOut.length > 0 ? (
            <>
              <p>{tt("calendars.leftOut", { count: read.data.leftOut.length })}</p>
              <ul>
                {read.data.leftOut.map((problem) => (
                  <li key={problem.pointer}>{problem.message}</li>
                ))}
              </ul>
            </>
          ) : null}
        </Notice>
      ) : null}
      <div>
        <Button variant="default" size="compact-sm" loading={remove.isPending} onClick={() => remove.mutate()}>
          {tt("calendars.remove")}
        </Button>
      </div>
    </div>
  );
}

function NewDay({ isBusy, onAdd }: { isBusy: boolean; onAdd: (day: string, name: string) => void }) {
  const { t: tt } = useTranslation("time");
  const [day, setDay] = useState("");
  const [name, setName] = useState("");
  function submit(event: FormEvent) {
    event.preventDefault();
    onAdd(day, name.trim());
    setDay("");
    setName("");
  }
  return (
    <form className={page.form} onSubmit={submit}>
      <div className={classes.pair}>
        <TextInput
          type="date"
          required
          label={tt("calendars.day")}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <TextInput
          required
          maxLength={200}
          label={tt("calendars.dayName")}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </div>
      <div>
        <Button type="submit" variant="default" size="compact-sm" loading={isBusy}>
          {tt("calendars.addDay")}
        </Button>
      </div>
    </form>
  );
}
