import { Button, Checkbox, MultiSelect, NumberInput, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { channelsQuery, putRule, type Rule, removeRule } from "@/api/alerts";
import { keys } from "@/api/keys";
import { Dialog } from "@/components/Dialog";
import { ProblemNotice } from "@/components/ProblemNotice";
import form from "@/features/process/Process.module.css";
import { useStages } from "@/features/stages/useStages";

interface RuleDialogProps {
  tenant: string;
  process: string | null;
  rule: Rule;
  onClose: () => void;
}

/** Changes who is told of one kind of thing. */
export function RuleDialog({ tenant, process, rule, onClose }: RuleDialogProps) {
  const { t: ta } = useTranslation();
  const { t } = useTranslation("alerts");
  const queries = useQueryClient();
  const { data: known } = useQuery(channelsQuery(tenant));
  const places = useStages(tenant);
  const [active, setActive] = useState(rule.active || rule.inherited);
  const [toOwner, setToOwner] = useState(rule.toOwner || rule.inherited);
  const [channels, setChannels] = useState(rule.channels);
  const [stages, setStages] = useState(rule.stages);
  const [minutes, setMinutes] = useState(Math.round((rule.afterSeconds ?? 3600) / 60));
  const [time, setTime] = useState(rule.byTime?.slice(0, 5) ?? "08:00");
  const [zone, setZone] = useState(rule.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [days, setDays] = useState(rule.dayOffset ?? 0);
  const onSuccess = () => {
    void queries.invalidateQueries({ queryKey: keys.alerts(tenant) });
    onClose();
  };
  const save = useMutation({
    mutationFn: () =>
      putRule(tenant, process, rule.kind, {
        active,
        toOwner,
        channels,
        stages,
        ...(rule.kind === "TOO_LONG" ? { afterSeconds: minutes * 60 } : {}),
        ...(rule.kind === "LATE" ? { byTime: time, zone, dayOffset: days } : {}),
      }),
    onSuccess,
  });
  const remove = useMutation({ mutationFn: () => removeRule(tenant, process ?? "", rule.kind), onSuccess });
  const failure = save.error ?? remove.error;
  return (
    <Dialog isOpen onClose={onClose} title={t("changeRule", { name: t(`kinds.${rule.kind}`) })}>
      <form
        className={form.form}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {failure ? <ProblemNotice error={failure} /> : null}
        <Checkbox
          label={t("active")}
          data-autofocus
          checked={active}
          onChange={(event) => setActive(event.currentTarget.checked)}
        />
        <Checkbox
          label={t("toOwner")}
          checked={toOwner}
          onChange={(event) => setToOwner(event.currentTarget.checked)}
        />
        {known?.map((channel) => (
          <Checkbox
            key={channel.id}
            label={channel.name}
            checked={channels.includes(channel.id)}
            onChange={(event) => {
              const isOn = event.currentTarget.checked;
              setChannels((before) => (isOn ? [...before, channel.id] : before.filter((id) => id !== channel.id)));
            }}
          />
        ))}
        {places.length > 0 ? (
          <MultiSelect
            label={t("stages")}
            placeholder={stages.length > 0 ? "" : t(rule.kind === "LATE" ? "everyScheduledStage" : "everyStage")}
            data={places.map(({ key, name }) => ({ value: key, label: name }))}
            value={stages}
            onChange={setStages}
          />
        ) : null}
        {rule.kind === "TOO_LONG" ? (
          <NumberInput
            label={t("after")}
            min={1}
            max={43_200}
            allowDecimal={false}
            value={minutes}
            onChange={(value) => setMinutes(typeof value === "number" ? value : 60)}
          />
        ) : null}
        {rule.kind === "LATE" ? (
          <>
            <TextInput
              type="time"
              required
              label={t("by")}
              value={time}
              onChange={(event) => setTime(event.currentTarget.value)}
            />
            <TextInput
              required
              label={t("zone")}
              value={zone}
              onChange={(event) => setZone(event.currentTarget.value)}
            />
            <NumberInput
              label={t("dayOffset")}
              min={0}
              max={7}
              allowDecimal={false}
              value={days}
              onChange={(value) => setDays(typeof value === "number" ? value : 0)}
            />
          </>
        ) : null}
        <div className={form.formActions}>
          {process !== null && !rule.inherited ? (
            <Button variant="subtle" size="sm" loading={remove.isPending} onClick={() => remove.mutate()}>
              {t("useTenant")}
            </Button>
          ) : null}
          <Button variant="default" size="sm" onClick={onClose}>
            {ta("app.cancel")}
          </Button>
          <Button type="submit" size="sm" loading={save.isPending}>
            {t("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
