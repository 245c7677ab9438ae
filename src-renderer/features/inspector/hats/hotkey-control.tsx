import { Keyboard } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AppError } from '#shared/error'
import { parseKeys } from '#shared/keys'
import { Button } from '../../../ui/button.tsx'
import type { ControlProps } from '../controls/control.ts'
import { TextControl } from '../controls/text-control.tsx'
import { fieldText, hasExpression } from '../field-text.ts'
import './hats.css'
import { pressedKeys } from './pressed-keys.ts'
import { useHostInfo } from './use-host-info.ts'

const ofPlatform = () =>
  navigator.platform.startsWith('Mac') ? 'mac' : navigator.platform.startsWith('Win') ? 'windows' : 'linux'

/** Keys that are pressed instead of written; what is written holds too. */
export function HotkeyControl(props: ControlProps) {
  const { t } = useTranslation('hats')
  const { value, onChange, id, wrong } = props
  const info = useHostInfo()
  const button = useRef<HTMLButtonElement>(null)
  const { words, listening, start, stop } = useListening((keys) => {
    onChange(keys)
    button.current?.focus()
  })
  const text = fieldText(value)
  const keys = hasExpression(value) ? null : readKeys(text)
  return (
    <div className="hotkey">
      <div className={`field-box ${wrong ? 'field-box-wrong' : ''}`}>
        <TextControl {...props} />
      </div>
      <Button
        ref={button}
        kind="line"
        icon={<Keyboard size={14} aria-hidden />}
        aria-pressed={listening}
        aria-describedby={`${id}-listens`}
        onClick={() => (listening ? stop() : start())}
        onBlur={stop}
      >
        {t(listening ? 'hotkey.listening' : 'hotkey.press')}
      </Button>
      <p id={`${id}-listens`} className="field-note" role="status">
        {listening ? (words ?? t('hotkey.how')) : keys !== null && sayKeys(keys, t)}
      </p>
      {info !== undefined && info.host !== 'desktop' && (
        <p className="field-note muted">{t('hotkey.onlyDesktop')}</p>
      )}
    </div>
  )
}

type Say = ReturnType<typeof useTranslation<'hats'>>['t']

/** Takes every key until one combination can be used; Escape leaves, and so does Tab, which goes on to the next field. */
function useListening(onKeys: (keys: string) => void) {
  const { t } = useTranslation('hats')
  const [listening, setListening] = useState(false)
  const [words, setWords] = useState<string | null>(null)
  const done = useRef(onKeys)
  done.current = onKeys
  useEffect(() => {
    if (!listening) return
    const hear = (event: KeyboardEvent) => {
      const press = { ...readPress(event), altGraph: event.getModifierState('AltGraph') }
      const bare = !(press.ctrlKey || press.altKey || press.metaKey || press.altGraph)
      if (bare && event.key === 'Tab') return
      event.preventDefault()
      event.stopPropagation()
      if (event.repeat) return
      if (bare && event.key === 'Escape') return setListening(false)
      const pressed = pressedKeys(press, ofPlatform() === 'mac')
      if (pressed.is === 'held') return setWords(`${sayKeys(pressed.keys, t)} …`)
      if (pressed.is === 'not-for-this') return setWords(t(`hotkey.not.${pressed.why}`, { key: pressed.key }))
      const why = whyNot(pressed.keys)
      if (why) return setWords(`${why.message} ${why.fix}`)
      setListening(false)
      done.current(pressed.keys)
    }
    // before the studio's own keys, and before a pressed Space or Return would press the button
    const swallow = (event: KeyboardEvent) => event.preventDefault()
    window.addEventListener('keydown', hear, true)
    window.addEventListener('keyup', swallow, true)
    return () => {
      window.removeEventListener('keydown', hear, true)
      window.removeEventListener('keyup', swallow, true)
    }
  }, [listening, t])
  const start = () => {
    setWords(null)
    setListening(true)
  }
  return { listening, words, start, stop: () => setListening(false) }
}

const readPress = ({ key, code, ctrlKey, altKey, shiftKey, metaKey }: KeyboardEvent) => ({
  ...{ key, code, ctrlKey, altKey, shiftKey, metaKey },
})

/** In the form in which they are held; null where they are none. */
function readKeys(text: string): string | null {
  try {
    return parseKeys(text, ofPlatform() === 'mac')
  } catch {
    return null
  }
}

function whyNot(keys: string): AppError | null {
  try {
    parseKeys(keys, ofPlatform() === 'mac')
    return null
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

/** As the keys are called on this system: Control, Option and Command on a Mac. */
function sayKeys(keys: string, t: Say): string {
  const names = t(`hotkey.names.${ofPlatform()}`, { returnObjects: true }) as Record<string, string>
  return keys
    .split('+')
    .map((key) => names[key] ?? key)
    .join(' + ')
}
