import { Blocks, Contrast, Database, Info, KeyRound, LayoutTemplate, List, Zap } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useTriggers } from '../model/trigger-store.ts'
import { Logo } from '../ui/logo.tsx'
import './page-frame.css'
import { useRunningCount } from './use-running-count.ts'

const PAGES = [
  { path: '/flows', text: 'flows', Icon: Blocks },
  { path: '/runs', text: 'runs', Icon: List },
  { path: '/triggers', text: 'triggers', Icon: Zap },
  { path: '/templates', text: 'templates', Icon: LayoutTemplate },
] as const

const MORE = [
  { path: '/secrets', text: 'secrets', Icon: KeyRound },
  { path: '/storage', text: 'storage', Icon: Database },
  { path: '/appearance', text: 'appearance', Icon: Contrast },
  { path: '/about', text: 'about', Icon: Info },
] as const

/** The pages beside the editor: navigation on the left, the page on the right. */
export function PageFrame({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation()
  const [place] = useLocation()
  const running = useRunningCount()
  const paused = useTriggers((state) => state.pausedSince !== null)
  usePageTitle(title)
  return (
    <div className="frame">
      <nav className="frame-nav" aria-label={t('pages')}>
        <a className="frame-home" href="#/">
          <Logo />
          Blockloom
        </a>
        {PAGES.map(({ path, text, Icon }) => (
          <a
            key={path}
            className="frame-link"
            href={`#${path}`}
            aria-current={place.startsWith(path) ? 'page' : undefined}
          >
            <Icon size={17} aria-hidden />
            {t(text)}
            {path === '/runs' && running > 0 && <b>{t('running', { count: running })}</b>}
            {path === '/triggers' && paused && <b>{t('triggersPaused')}</b>}
          </a>
        ))}
        <span className="grow" />
        {MORE.map(({ path, text, Icon }) => (
          <a
            key={path}
            className="frame-link"
            href={`#${path}`}
            aria-current={place.startsWith(path) ? 'page' : undefined}
          >
            <Icon size={17} aria-hidden />
            {t(text)}
          </a>
        ))}
      </nav>
      <main className="frame-main">{children}</main>
    </div>
  )
}

/** The words in the window's or tab's title. */
export function usePageTitle(name: string): void {
  const { t } = useTranslation()
  useEffect(() => {
    document.title = name === 'Blockloom' || name === '' ? 'Blockloom' : t('title', { name })
  }, [name, t])
}
