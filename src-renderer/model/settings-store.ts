import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'

export const THEMES = ['system', 'light', 'dark', 'contrast'] as const
export type ThemeChoice = (typeof THEMES)[number]

/** Panels that can be dragged wider, in px, and how far. */
export const PANELS = {
  palette: { start: 296, least: 240, most: 440 },
  inspector: { start: 344, least: 280, most: 560 },
  strip: { start: 172, least: 96, most: 480 },
} as const
export type Panel = keyof typeof PANELS

type SettingsState = {
  theme: ThemeChoice
  panels: Record<Panel, number>
  /** whether the flow's own panel stands there while no block is chosen */
  flowPanel: boolean
  setTheme(theme: ThemeChoice): void
  /** px; kept inside the panel's limits */
  setPanel(panel: Panel, size: number): void
  showFlowPanel(flowPanel: boolean): void
}

/** How this person on this machine likes the studio. Nothing of it belongs to a flow. */
export const useSettings = create<SettingsState>()(
  persist(
    (set) => ({
      theme: 'system',
      panels: { palette: PANELS.palette.start, inspector: PANELS.inspector.start, strip: PANELS.strip.start },
      flowPanel: true,
      setTheme: (theme) => set({ theme }),
      showFlowPanel: (flowPanel) => set({ flowPanel }),
      setPanel: (panel, size) =>
        set(({ panels }) => ({ panels: { ...panels, [panel]: inLimits(panel, size) } })),
    }),
    {
      name: 'blockloom.settings',
      version: 1,
      storage: createJSONStorage(() => localStorage),
      partialize: ({ theme, panels, flowPanel }) => ({ theme, panels, flowPanel }),
    },
  ),
)

export const inLimits = (panel: Panel, size: number): number =>
  Math.round(Math.min(PANELS[panel].most, Math.max(PANELS[panel].least, size)))
