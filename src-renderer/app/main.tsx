import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { catalog } from '../ui/block-art/known-blocks.ts'
import '@fontsource-variable/inter'
import '@fontsource-variable/jetbrains-mono'
import '../ui/tokens.css'
import '../ui/base.css'
import { client, onReached } from '../link/client.ts'
import { provideEnvironment } from '../model/environment.ts'
import { App } from './app.tsx'
import { CommandCenter } from './command-center.tsx'
import { followBlocks } from './follow-blocks.ts'
import { followLoginStart } from './follow-login-start.ts'
import { followMyBlocks } from './follow-my-blocks.ts'
import { followTriggers } from './follow-triggers.ts'
import { startI18n } from './i18n.ts'
import { followTheme } from './theme.ts'

provideEnvironment({
  client,
  catalog,
  clientId: crypto.randomUUID(),
  after(ms, then) {
    const timer = setTimeout(then, ms)
    return () => clearTimeout(timer)
  },
  onConnected: onReached,
})
followTheme()
startI18n()
followBlocks()
followTriggers()
followMyBlocks()
followLoginStart()

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <App />
    <CommandCenter />
  </StrictMode>,
)
