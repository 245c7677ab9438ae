import i18next from 'i18next'
import { Component, type ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { ErrorBox } from '../ui/places.tsx'

type State = { broken: boolean }

/** The last net: a bug while drawing shows a sentence and a way on, never an empty page. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { broken: false }

  static getDerivedStateFromError(): State {
    return { broken: true }
  }

  override render() {
    if (!this.state.broken) return this.props.children
    return (
      <main className="alone">
        <ErrorBox
          error={{ message: i18next.t('broke'), fix: i18next.t('brokeFix') }}
          action={
            <Button kind="line" onClick={() => location.reload()}>
              {i18next.t('reload')}
            </Button>
          }
        />
      </main>
    )
  }
}
