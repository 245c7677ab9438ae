import { Folder, TextCursorInput } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { FlowPicture } from './flow-picture.tsx'
import { isFolder, needsOf, type Template, titleOf } from './template-needs.ts'

/** A template with its picture and what it will ask for. */
export function TemplateCard({ template, onUse }: { template: Template; onUse(): void }) {
  const { t } = useTranslation('flows')
  const { title, description, document } = template
  const needs = needsOf(document)
  return (
    <section className="template-card">
      <div className="template-picture">
        <FlowPicture document={document} width={372} height={176} label={title} />
      </div>
      <div className="template-text">
        <h2>{title}</h2>
        <p>{description}</p>
        <div className="row">
          <span className="row template-needs">
            {needs.length === 0 && t('templates.needsNothing')}
            {needs.map((need) => (
              <span key={need.name} className="row">
                {isFolder(need) ? (
                  <Folder size={14} aria-hidden />
                ) : (
                  <TextCursorInput size={14} aria-hidden />
                )}
                {titleOf(need)}
              </span>
            ))}
          </span>
          <Button kind="line" onClick={onUse} aria-label={t('templates.useNamed', { title })}>
            {t('templates.use')}
          </Button>
        </div>
      </div>
    </section>
  )
}
