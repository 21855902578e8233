import { Modal } from "@mantine/core";
import { createContext, type ReactNode, use, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

interface DialogProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** Told to the dialog below when another one opens on top of it or goes away. */
const Below = createContext<(change: 1 | -1) => void>(() => {});

/** Asks something before the page goes on. Of dialogs on top of each other, Escape and a click beside it close the topmost alone. */
export function Dialog({ title, isOpen, onClose, children }: DialogProps) {
  const { t } = useTranslation();
  const tellBelow = use(Below);
  const [above, setAbove] = useState(0);
  useEffect(() => {
    if (isOpen) {
      tellBelow(1);
      return () => tellBelow(-1);
    }
  }, [isOpen, tellBelow]);
  const [tell] = useState(() => (change: 1 | -1) => setAbove((count) => count + change));
  return (
    <Modal
      closeOnEscape={above === 0}
      closeOnClickOutside={above === 0}
      opened={isOpen}
      onClose={onClose}
      title={title}
      closeButtonProps={{ "aria-label": t("app.close") }}
      // A dialog's header is no banner of the page.
      attributes={{ header: { role: "none" } }}
      styles={{ title: { fontWeight: 600, fontSize: 16, overflowWrap: "anywhere" } }}
    >
      <Below value={tell}>{children}</Below>
    </Modal>
  );
}
