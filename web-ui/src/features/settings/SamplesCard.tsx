import "@/i18n/settings";
import { Switch } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { allowSamples } from "@/api/settings";
import { tenantSettingsQuery } from "@/api/trials";
import { Card } from "@/components/Card";
import { Loading } from "@/components/Loading";
import { ProblemNotice } from "@/components/ProblemNotice";

/** Whether authors may look at samples of rows. */
export function SamplesCard({ tenant, mayEdit }: { tenant: string; mayEdit: boolean }) {
  const { t } = useTranslation("settings");
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(tenantSettingsQuery(tenant));
  const change = useMutation({
    mutationFn: (isAllowed: boolean) => allowSamples(tenant, isAllowed),
    onSuccess: (settings) => queries.setQueryData(keys.tenantSettings(tenant), settings),
  });
  return (
    <Card title={t("samples.title")}>
      {error && !data ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {change.error ? <ProblemNotice error={change.error} /> : null}
      {!data && !error ? <Loading rows={1} /> : null}
      {data ? (
        <Switch
          label={t("samples.label")}
          description={t("samples.hint")}
          checked={data.samplesAllowed}
          disabled={!mayEdit || change.isPending}
          onChange={(event) => change.mutate(event.currentTarget.checked)}
        />
      ) : null}
    </Card>
  );
}
