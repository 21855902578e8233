import { Button, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { addWatch, type WatchView } from "@/api/arrivals";
import { keys } from "@/api/keys";
import { stageLocationsQuery, stagesQuery } from "@/api/stages";
import { ProblemNotice } from "@/components/ProblemNotice";
import page from "@/features/process/Process.module.css";
import { Matches } from "./Matches";

const GATHERS: WatchView["gather"][] = ["EACH", "QUIET", "SPAN"];
const PAUSE = 400;
const MINUTES = 5;

interface AddWatchProps {
  tenant: string;
  process: string;
  onClose: () => void;
}

/** Says which files start the process, and shows which of those that are there would fit. */
export default function AddWatch({ tenant, process, onClose }: AddWatchProps) {
  const { t: tc } = useTranslation();
  const { t } = useTranslation("arrivals");
  const queries = useQueryClient();
  const stages = useQuery(stagesQuery(tenant)).data ?? [];
  const [chosen, setStage] = useState<string | null>(null);
  const stage = chosen ?? stages.find((each) => each.byDefault)?.key ?? "";
  const places = useQuery({ ...stageLocationsQuery(tenant, stage), enabled: stage !== "" }).data ?? [];
  const readable = places.filter((place) => place.access !== "write");
  const [location, setLocation] = useState("");
  const [pattern, setPattern] = useState("");
  const [gather, setGather] = useState<WatchView["gather"]>("EACH");
  const [minutes, setMinutes] = useState<number | string>(MINUTES);
  const [typed] = useDebouncedValue(pattern, PAUSE);
  const add = useMutation({
    mutationFn: () =>
      addWatch(tenant, process, {
        stage,
        location,
        pattern,
        gather,
        minutes: gather === "EACH" ? 0 : Number(minutes),
      }),
    onSuccess: (arrivals) => {
      queries.setQueryData(keys.arrivals(tenant, process), arrivals);
      onClose();
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    add.mutate();
  }
  return (
    <form className={page.form} onSubmit={submit}>
      {add.error ? <ProblemNotice error={add.error} /> : null}
      {stages.length > 1 ? (
        <NativeSelect
          label={t("stage")}
          data={stages.map((each) => ({ value: each.key, label: each.name }))}
          value={stage}
          onChange={(event) => {
            setStage(event.currentTarget.value);
            setLocation("");
          }}
        />
      ) : null}
      <NativeSelect
        required
        label={t("location")}
        data={[
          { value: "", label: t("chooseLocation") },
          ...readable.map((place) => ({ value: place.key, label: place.name })),
        ]}
        value={location}
        onChange={(event) => setLocation(event.currentTarget.value)}
      />
      <TextInput
        label={t("pattern")}
        description={t("patternHint")}
        placeholder="orders/*.csv"
        value={pattern}
        onChange={(event) => setPattern(event.currentTarget.value)}
      />
      {location === "" ? null : (
        <Matches tenant={tenant} process={process} stage={stage} location={location} pattern={typed} />
      )}
      <NativeSelect
        label={t("gather")}
        data={GATHERS.map((each) => ({ value: each, label: t(`gatherWord.${each}`) }))}
        value={gather}
        onChange={(event) => setGather(GATHERS.find((each) => each === event.currentTarget.value) ?? "EACH")}
      />
      {gather === "EACH" ? null : (
        <NumberInput
          required
          label={t("minutes")}
          min={1}
          max={1440}
          allowDecimal={false}
          value={minutes}
          onChange={setMinutes}
        />
      )}
      <div className={page.formActions}>
        <Button variant="default" size="sm" onClick={onClose}>
          {tc("app.cancel")}
        </Button>
        <Button type="submit" size="sm" loading={add.isPending}>
          {t("add")}
        </Button>
      </div>
    </form>
  );
}
