import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { useZoneChoice } from "@/components/zone";
import { LookMenu } from "./LookMenu";

describe("the menu of looks", () => {
  it("chooses the colour scheme and the zone of times, and says what is chosen", async () => {
    render(
      <MantineProvider defaultColorScheme="light">
        <LookMenu />
      </MantineProvider>,
    );
    await userEvent.click(screen.getByRole("button", { name: /Colour scheme/ }));
    await userEvent.click(await screen.findByRole("menuitemradio", { name: "Dark" }));
    expect(document.documentElement.getAttribute("data-mantine-color-scheme")).toBe("dark");
    // Without a layout the library takes the menu's button for scrolled away, and hides the menu.
    await userEvent.click(screen.getByRole("menuitemradio", { name: "UTC", hidden: true }));
    expect(useZoneChoice.getState().choice).toBe("utc");
    expect(screen.getByRole("menuitemradio", { name: "UTC", hidden: true }).getAttribute("aria-checked")).toBe("true");
  });
});
