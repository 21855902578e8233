import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { addressQuery, setAddress } from "@/api/alerts";
import { keys } from "@/api/keys";
import { Card } from "@/components/Card";
import { Loading } from "@/components/Loading";
import { ProblemNotice } from "@/components/ProblemNotice";
import form from "@/features/process/Process.module.css";

/** Where alerts of one's own processes go. */
export function AddressCard({ tenant }: { tenant: string }) {
  const { t } = useTranslation("alerts");
  const queries = useQueryClient();
  const { data, error } = useQuery(addressQuery(tenant));
  const [typed, setTyped] = useState<string | null>(null);
  const save = useMutation({
    mutationFn: (address: string) => setAddress(tenant, address),
    onSuccess: () => {
      setTyped(null);
      void queries.invalidateQueries({ queryKey: keys.alerts(tenant) });
    },
  });
  const failure = save.error ?? error;
  return (
    <Card title={t("address")}>
      {!data && !error ? <Loading rows={1} /> : null}
      {failure ? <ProblemNotice error={failure} /> : null}
      {data ? (
        <form
          className={form.form}
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate((typed ?? data.address).trim());
          }}
        >
          <TextInput
            type="email"
            aria-label={t("address")}
            description={t("addressHint")}
            value={typed ?? data.address}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <div className={form.formActions}>
            <Button type="submit" variant="default" loading={save.isPending} disabled={typed === null}>
              {t("save")}
            </Button>
          </div>
        </form>
      ) : null}
    </Card>
  );
}
