import "@/i18n/stages";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type LocationView, locationUsersQuery, removeLocation } from "@/api/locations";
import type { StageAnswer } from "@/api/stages";
import { Dialog } from "@/components/Dialog";
import { LifeForm } from "@/features/life/LifeForm";
import { LocationUsers } from "./LocationUsers";
import { useChanged } from "./useChanged";

interface RemoveLocationProps {
  tenant: string;
  stage: StageAnswer;
  location: LocationView;
  onClose: () => void;
}

/** Forgets a location; it stays as long as a process needs it. */
export default function RemoveLocation({ tenant, stage, location, onClose }: RemoveLocationProps) {
  const { t: ts } = useTranslation("stages");
  const users = useQuery(locationUsersQuery(tenant, stage.key, location.key)).data;
  const remove = useMutation({
    mutationFn: () => removeLocation(tenant, stage.key, location.key),
    onSuccess: useChanged(tenant, onClose),
  });
  const isNeeded = users !== undefined && users.length > 0;
  return (
    <Dialog isOpen onClose={onClose} title={ts("location.removeTitle", { name: location.name, stage: stage.name })}>
      <LifeForm
        error={remove.error}
        hint={ts(isNeeded ? "location.removeNeeded" : "location.removeHint")}
        submit={ts("location.removeSubmit")}
        isPending={remove.isPending}
        isReady={users?.length === 0}
        onSubmit={() => remove.mutate()}
        onClose={onClose}
        danger
      >
        <LocationUsers tenant={tenant} stage={stage.key} location={location.key} />
      </LifeForm>
    </Dialog>
  );
}
