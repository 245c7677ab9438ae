import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { client } from '../../link/client.ts'
import { tellError, whileBusy } from '../../model/notice-store.ts'
import { EmptyState, ErrorBox, LoadingBars } from '../../ui/places.tsx'
import { useLoad } from '../../ui/use-load.ts'
import { AskTemplate } from './ask-template.tsx'
import { TemplateCard } from './template-card.tsx'
import { type Answers, filledIn, needsOf, type Template } from './template-needs.ts'
import './templates-page.css'

/** Finished flows for chores, to be taken and changed. */
export function TemplatesPage() {
  const { t } = useTranslation('flows')
  const [, go] = useLocation()
  const { value: templates, error } = useLoad(useCallback(() => client.templates.list(), []))
  const [asked, setAsked] = useState<Template | null>(null)

  const use = async (template: Template, answers: Answers) => {
    try {
      const making = client.flows.create({ document: filledIn(template.document, answers) })
      const { id } = await whileBusy(t('app:busy.template', { name: template.title }), making)
      go(`/flows/${id}`)
    } catch (trouble) {
      tellError(trouble)
    }
  }
  const start = (template: Template) =>
    needsOf(template.document).length > 0 ? setAsked(template) : use(template, {})
  return (
    <div className="page templates-page">
      <h1>{t('templates.title')}</h1>
      <p className="muted templates-intro">{t('templates.text')}</p>
      {error && <ErrorBox error={error} />}
      {!templates && !error && <LoadingBars label={t('templates.loading')} widths={[40, 28]} />}
      {templates?.length === 0 && <EmptyState text={t('templates.empty')} />}
      <div className="template-cards">
        {templates?.map((template) => (
          <TemplateCard key={template.name} template={template} onUse={() => start(template)} />
        ))}
      </div>
      {asked && (
        <AskTemplate template={asked} onClose={() => setAsked(null)} onAnswers={(a) => use(asked, a)} />
      )}
    </div>
  )
}
