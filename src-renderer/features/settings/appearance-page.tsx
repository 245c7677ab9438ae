import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import {
  LANGUAGES,
  MOTIONS,
  TEXT_SIZES,
  THEMES,
  type ThemeChoice,
  useSettings,
} from '../../model/settings-store.ts'
import './appearance-page.css'
import { LoginStartRow } from './login-start-row.tsx'

/** How the studio looks and moves for this person on this machine. What is chosen holds at once. */
export function AppearancePage() {
  const { t } = useTranslation('settings')
  const settings = useSettings()
  return (
    <div className="page appearance">
      <h1>{t('appearance.title')}</h1>
      <p className="muted">{t('appearance.about')}</p>
      <Choices
        name="theme"
        wordsOf={(choice) => ({
          title: t(`appearance.themeChoices.${choice}`),
          help: t(`appearance.themeHelp.${choice}`),
        })}
        legend={t('appearance.theme')}
        value={settings.theme}
        choices={THEMES}
        picture={(value) => <ThemePicture theme={value} />}
        onChoose={settings.setTheme}
      />
      <Choices
        name="text"
        wordsOf={(choice) => ({
          title: t(`appearance.textChoices.${choice}`),
          help: t(`appearance.textHelp.${choice}`),
        })}
        legend={t('appearance.text')}
        value={settings.textSize}
        choices={TEXT_SIZES}
        picture={(value) => (
          <span className={`text-sample text-${value}`} aria-hidden>
            Aa
          </span>
        )}
        onChoose={settings.setTextSize}
      />
      <Choices
        name="motion"
        wordsOf={(choice) => ({
          title: t(`appearance.motionChoices.${choice}`),
          help: t(`appearance.motionHelp.${choice}`),
        })}
        legend={t('appearance.motion')}
        value={settings.motion}
        choices={MOTIONS}
        onChoose={settings.setMotion}
      />
      <Choices
        name="language"
        wordsOf={(choice) => ({
          title: t(`appearance.languageChoices.${choice}`),
          help: t(`appearance.languageHelp.${choice}`),
        })}
        legend={t('appearance.language')}
        value={settings.language as 'en'}
        choices={LANGUAGES}
        onChoose={settings.setLanguage}
      />
      <LoginStartRow />
    </div>
  )
}

type ChoicesProps<V extends string> = {
  name: string
  legend: string
  value: V
  choices: readonly V[]
  wordsOf(choice: V): { title: string; help: string }
  picture?(value: V): ReactNode
  onChoose(value: V): void
}

/** One of several, each a card with its name and a word about it. */
function Choices<V extends string>({
  name,
  legend,
  value,
  choices,
  wordsOf,
  picture,
  onChoose,
}: ChoicesProps<V>) {
  return (
    <fieldset className="look-choices">
      <legend className="label">{legend}</legend>
      {choices.map((choice) => (
        <label key={choice} className="look-choice">
          <input type="radio" name={name} checked={choice === value} onChange={() => onChoose(choice)} />
          {picture?.(choice)}
          <span className="look-words">
            <b>{wordsOf(choice).title}</b>
            <span className="sm muted">{wordsOf(choice).help}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** The page, a panel and a block in a theme's own colours. `system` shows light and dark side by side. */
function ThemePicture({ theme }: { theme: ThemeChoice }) {
  const shown = theme === 'system' ? (['light', 'dark'] as const) : ([theme] as const)
  return (
    <span className="theme-picture" aria-hidden>
      {shown.map((one) => (
        <span key={one} data-theme={one}>
          <i />
          <b />
          <em />
        </span>
      ))}
    </span>
  )
}
