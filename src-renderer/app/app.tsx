import { useCallback, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Route, Router, Switch } from 'wouter'
import { navigate, useHashLocation } from 'wouter/use-hash-location'
import { SecretDialog } from '../features/secrets/secret-dialog.tsx'
import { client } from '../link/client.ts'
import { useNotices } from '../model/notice-store.ts'
import { Button } from '../ui/button.tsx'
import { Notices } from '../ui/notices.tsx'
import { EmptyState, ErrorBox, LoadingBars } from '../ui/places.tsx'
import { TooltipProvider } from '../ui/tooltip.tsx'
import { useLoad } from '../ui/use-load.ts'
import { ConnectionBanner } from './connection-banner.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { LoginOffer } from './login-offer.tsx'
import { PageFrame } from './page-frame.tsx'
import {
  AboutPlace,
  AppearancePlace,
  DeletedFlowsPlace,
  FirstRunPlace,
  FlowsPlace,
  RunsPlace,
  SecretsPlace,
  StoragePlace,
  TemplatesPlace,
  TriggersPlace,
} from './places.tsx'
import { StudioPage } from './studio-page.tsx'

/** Everything. Addresses stand in the hash: the desktop's own protocol has no server to ask. */
export function App() {
  const { t } = useTranslation()
  const { notices, dismiss } = useNotices()
  return (
    <ErrorBoundary>
      <TooltipProvider>
        <Router hook={usePlace}>
          <Switch>
            <Route path="/" component={StartPage} />
            <Route path="/welcome" component={FirstRunPlace} />
            <Route path="/flows/:id">{({ id }) => <StudioPage key={id} flowId={id} />}</Route>
            <Route path="/flows">
              <PageFrame title={t('flows')}>
                <FlowsPlace />
              </PageFrame>
            </Route>
            <Route path="/deleted-flows">
              <PageFrame title={t('deletedFlows')}>
                <DeletedFlowsPlace />
              </PageFrame>
            </Route>
            <Route path="/templates">
              <PageFrame title={t('templates')}>
                <TemplatesPlace />
              </PageFrame>
            </Route>
            <Route path="/runs/:id?/:view?">
              {({ id, view }) => (
                <PageFrame title={t('runs')}>
                  <RunsPlace runId={id ?? null} view={view} />
                </PageFrame>
              )}
            </Route>
            <Route path="/triggers/:flow?/:block?">
              {({ flow, block }) => (
                <PageFrame title={t('triggers')}>
                  <TriggersPlace chosen={flow && block ? { flow, block } : null} />
                </PageFrame>
              )}
            </Route>
            <Route path="/secrets">
              <PageFrame title={t('secrets')}>
                <SecretsPlace />
              </PageFrame>
            </Route>
            <Route path="/appearance">
              <PageFrame title={t('appearance')}>
                <AppearancePlace />
              </PageFrame>
            </Route>
            <Route path="/storage">
              <PageFrame title={t('storage')}>
                <StoragePlace />
              </PageFrame>
            </Route>
            <Route path="/about">
              <PageFrame title={t('about')}>
                <AboutPlace />
              </PageFrame>
            </Route>
            <Route component={NowherePage} />
          </Switch>
        </Router>
        <SecretDialog />
        <ConnectionBanner />
        <Notices
          notices={notices.map(({ key, values, message, action, ...rest }) => ({
            ...rest,
            message: key ? t(key, { ...values }) : message,
            ...(action && { action: { label: t(action.key), run: action.run } }),
          }))}
          onClose={dismiss}
          closeLabel={t('close')}
          label={t('notices')}
        >
          <LoginOffer />
        </Notices>
      </TooltipProvider>
    </ErrorBoundary>
  )
}

/** Where in Blockloom this is. What stands behind a question mark is the page's own matter. */
function usePlace(): ReturnType<typeof useHashLocation> {
  const [location, go] = useHashLocation()
  return [location.split('?')[0] as string, go]
}

/** The first page: three ways in for somebody who has no flow yet, else the flows. */
function StartPage() {
  const { t } = useTranslation()
  const { value, error, reload } = useLoad(useCallback(() => client.flows.list({ limit: 1 }), []))
  const place = value && (value.items.length > 0 ? '/flows' : '/welcome')
  useEffect(() => {
    // somebody may have gone elsewhere in the very moment in which it was known
    if (place && /^#?\/?$/.test(window.location.hash)) navigate(place, { replace: true })
  }, [place])
  if (!error)
    return (
      <main className="page">
        <LoadingBars label={t('loading')} widths={[40, 56, 48]} />
      </main>
    )
  return (
    <main className="alone">
      <ErrorBox
        error={error}
        action={
          <Button kind="line" onClick={reload}>
            {t('retry')}
          </Button>
        }
      />
    </main>
  )
}

function NowherePage() {
  const { t } = useTranslation()
  return (
    <PageFrame title="Blockloom">
      <div className="page">
        <EmptyState
          text={t('notFound')}
          action={
            <a className="btn btn-line" href="#/flows">
              {t('toFlows')}
            </a>
          }
        />
      </div>
    </PageFrame>
  )
}
