import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'

export const THEMES = ['system', 'light', 'dark', 'contrast'] as const
export type ThemeChoice = (typeof THEMES)[number]

/** Of the words in panels and pages; the canvas has its own zoom. */
export const TEXT_SIZES = ['normal', 'large', 'larger'] as const
export type TextSize = (typeof TEXT_SIZES)[number]

export const MOTIONS = ['system', 'less'] as const
export type Motion = (typeof MOTIONS)[number]

/** Languages that can be chosen. `ar-XB` is made of English when a test wants a page that reads from the right. */
export const LANGUAGES = ['en'] as const
export type Language = (typeof LANGUAGES)[number] | 'ar-XB'

/** Panels that can be dragged wider, in px, and how far. */
export const PANELS = {
  palette: { start: 296, least: 240, most: 440 },
  inspector: { start: 344, least: 280, most: 560 },
  strip: { start: 172, least: 96, most: 480 },
} as const
export type Panel = keyof typeof PANELS

type SettingsState = {
  theme: ThemeChoice
  textSize: TextSize
  motion: Motion
  language: Language
  panels: Record<Panel, number>
  /** whether the flow's own panel stands there while no block is chosen */
  flowPanel: boolean
  setTheme(theme: ThemeChoice): void
  setTextSize(textSize: TextSize): void
  setMotion(motion: Motion): void
  setLanguage(language: Language): void
  /** px; kept inside the panel's limits */
  setPanel(panel: Panel, size: number): void
  showFlowPanel(flowPanel: boolean): void
}

/** How this person on this machine likes the studio. Nothing of it belongs to a flow. */
export const useSettings = create<SettingsState>()(
  persist(
    (set) => ({
      theme: 'system',
      textSize: 'normal',
      motion: 'system',
      language: 'en',
      panels: { palette: PANELS.palette.start, inspector: PANELS.inspector.start, strip: PANELS.strip.start },
      flowPanel: true,
      setTheme: (theme) => set({ theme }),
      setTextSize: (textSize) => set({ textSize }),
      setMotion: (motion) => set({ motion }),
      setLanguage: (language) => set({ language }),
      showFlowPanel: (flowPanel) => set({ flowPanel }),
      setPanel: (panel, size) =>
        set(({ panels }) => ({ panels: { ...panels, [panel]: inLimits(panel, size) } })),
    }),
    {
      name: 'blockloom.settings',
      version: 1,
      storage: createJSONStorage(() => localStorage),
      partialize: ({ theme, textSize, motion, language, panels, flowPanel }) => ({
        ...{ theme, textSize, motion, language, panels, flowPanel },
      }),
    },
  ),
)

export const inLimits = (panel: Panel, size: number): number =>
  Math.round(Math.min(PANELS[panel].most, Math.max(PANELS[panel].least, size)))
