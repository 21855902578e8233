let isDown = false;

/**
 * Waits until the press that took the focus away has landed. What leaving a field shows or hides moves everything below it, and
 * the button under the pointer would be gone before it is let go.
 */
export function afterPress(act: () => void): void {
  if (isDown) {
    document.addEventListener("pointerup", () => setTimeout(act), { once: true, capture: true });
  } else {
    act();
  }
}

document.addEventListener(
  "pointerdown",
  () => {
    isDown = true;
  },
  true,
);

for (const end of ["pointerup", "pointercancel", "dragend"]) {
  document.addEventListener(
    end,
    () => {
      isDown = false;
    },
    true,
  );
}
