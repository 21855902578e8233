import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useReturnedFocus, useTopmost } from "./useTopmost";

interface DialogProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** Asks something before the page goes on. */
export function Dialog({ title, isOpen, onClose, children }: DialogProps) {
  const { t } = useTranslation();
  const isTopmost = useTopmost(isOpen);
  useReturnedFocus(isOpen);
  return (
    <Modal
      closeOnEscape={isTopmost}
      closeOnClickOutside={isTopmost}
      opened={isOpen}
      onClose={onClose}
      title={title}
      closeButtonProps={{ "aria-label": t("app.close") }}
      // A dialog's header is no banner of the page.
      attributes={{ header: { role: "none" } }}
      styles={{ title: { fontWeight: 600, fontSize: 16, overflowWrap: "anywhere" } }}
    >
      {children}
    </Modal>
  );
}
