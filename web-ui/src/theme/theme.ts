import { createTheme, type MantineColorsTuple } from "@mantine/core";

/** Deep water: the one accent. White text on shade 7 has 6.9:1, on shade 6 5.2:1. */
const water: MantineColorsTuple = [
  "#e9f5f5",
  "#d0e9ea",
  "#a5d4d7",
  "#74bdc2",
  "#4ba8ae",
  "#2c8f97",
  "#187880",
  "#0d646b",
  "#0a5157",
  "#073c41",
];

/** Cool neutrals for the dark scheme: 0 is text, 7 the surface, 9 the ground. */
const dark: MantineColorsTuple = [
  "#dbe2e3",
  "#aeb9bb",
  "#8f9c9f",
  "#5f6d71",
  "#3a464a",
  "#2b363a",
  "#202a2d",
  "#171f21",
  "#111719",
  "#0c1112",
];

export const theme = createTheme({
  primaryColor: "water",
  primaryShade: { light: 7, dark: 6 },
  colors: { water, dark },
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Menlo, monospace',
  defaultRadius: 6,
  cursorType: "pointer",
  focusRing: "auto",
  respectReducedMotion: true,
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
  lineHeights: { xs: "16px", sm: "20px", md: "22px", lg: "24px", xl: "28px" },
  spacing: { xs: "8px", sm: "12px", md: "16px", lg: "24px", xl: "32px" },
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "20px", lineHeight: "28px" },
      h2: { fontSize: "14px", lineHeight: "20px" },
      h3: { fontSize: "13px", lineHeight: "20px" },
    },
  },
  components: {
    Button: { defaultProps: { size: "xs" } },
    TextInput: { defaultProps: { size: "sm" } },
    Select: { defaultProps: { size: "sm", allowDeselect: false } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true, multiline: true, maw: 320 } },
  },
});
