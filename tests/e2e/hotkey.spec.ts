import { block, choose, dragNew, inspector, saved, startEmpty } from './hand.ts'
import { expectNoFaults } from './no-faults.ts'
import { expect, test } from './studio-test.ts'

test('keys are pressed instead of written, said in words, and what cannot be used says why', async ({
  page,
}) => {
  await startEmpty(page)
  await dragNew(page, 'Start', 'When keys are pressed', { at: [60, 320] })
  await choose(block(page, 'when Ctrl+Shift+K'))
  const keys = inspector(page).locator('[data-field="keys"]')
  const listener = keys.getByRole('button', { name: /^(Press the keys|Listening)$/ })
  const says = keys.getByRole('status')

  await listener.focus()
  await page.keyboard.press('Enter')
  await expect(listener).toHaveAttribute('aria-pressed', 'true')
  await expect(says).toHaveText('Press the keys together. Escape leaves.')
  await page.keyboard.press('k')
  await expect(says).toContainText('K alone could not be typed any more')
  await page.keyboard.press('Control+Numpad5')
  await expect(says).toContainText('of the number pad cannot be used')
  await page.keyboard.down('Control')
  await page.keyboard.down('Alt')
  await expect(says).toHaveText(/^(Ctrl|Control) \+ (Alt|Option) …$/)
  await page.keyboard.press('Space')
  await page.keyboard.up('Alt')
  await page.keyboard.up('Control')
  await expect(listener).toHaveAttribute('aria-pressed', 'false')
  await expect(listener).toBeFocused()
  await expect(says).toHaveText(/^(Ctrl|Control) \+ (Alt|Option) \+ Space$/)
  await expect(block(page, 'when Ctrl+Alt+Space is pressed')).toBeVisible()
  await expectNoFaults(page)

  // the studio's own Ctrl+Z is heard, not done
  await listener.click()
  await page.keyboard.press('Control+z')
  await expect(block(page, 'when Ctrl+Z is pressed')).toBeVisible()
  await expect(keys).toContainText('does something in nearly every program')

  await listener.click()
  await page.keyboard.press('Escape')
  await expect(listener).toHaveAttribute('aria-pressed', 'false')
  await listener.click()
  await page.keyboard.press('Tab')
  await expect(listener).not.toBeFocused()
  await expect(listener).toHaveAttribute('aria-pressed', 'false')

  await keys.getByRole('textbox').fill('cmdorctrl+f9')
  await expect(says).toHaveText(/^(Ctrl|Command) \+ F9$/)
  await saved(page)
})
