/** A picker that has just been put in place needs a moment before it opens. */
const pickerRestMs = 300

export class When {
  constructor(officer) {
    this.officer = officer
  }

  get page() {
    return this.officer.page
  }

  async followsCard(id) {
    await this.page.click(`[data-card="${id}"] a.number-link`)
    await this.page.waitForSelector('[data-total]')
    await this.officer.settled()
  }

  async types(field, text) {
    const input = this.page.locator(`[data-input="${field}"] input, [data-input="${field}"] textarea`)
    await input.first().fill(text)
  }

  async saves(reason) {
    await this.page.getByRole('textbox', { name: /^(修改原因|Reason)$/ }).fill(reason)
    await this.page.click('[data-action="save"]')
  }

  async savesAndIsDone(reason) {
    await this.saves(reason)
    await this.page.waitForSelector('[data-action="edit"]')
    await this.officer.settled()
  }

  async takes(field, side) {
    await this.page.click(`[data-conflict="${field}"] [data-side="${side}"] input`)
  }

  async settles() {
    await this.page.click('[data-action="settle"]')
    await this.page.waitForSelector('[data-action="edit"]')
    await this.officer.settled()
  }

  async switchesLanguage() {
    await this.page.click('button.switch')
  }

  async signsOut() {
    await this.page.click('header .who')
    await this.page.getByRole('menuitem', { name: /退出登录|Sign out/ }).click()
    await this.page.waitForSelector('[data-role]')
  }

  async picksLedger(label) {
    await this.chooses(/选择台账|Choose the ledger/, label)
  }

  async givesFile(name, text) {
    const file = { name, mimeType: 'text/csv', buffer: Buffer.from(text, 'utf8') }
    await this.page.setInputFiles('main input[type=file]', file)
    await this.page.waitForSelector('[data-import="report"]')
  }

  async appliesImport(reason) {
    await this.page.getByRole('textbox', { name: /修改原因|Reason/ }).fill(reason)
    await this.page.click('[data-import="apply"]')
    await this.page.waitForSelector('[data-import="done"]')
  }

  /** Opens the undoing of the newest batch that was imported for a reason. */
  async opensUndo(reason) {
    const batch = this.page.locator('[data-batch]').filter({ hasText: reason }).first()
    await batch.locator('[data-action="undo"]').click()
    await this.page.waitForSelector('[data-undo="tried"]')
  }

  async leavesOut(entity, id) {
    await this.page.click('[data-undo-choice] summary')
    await this.page.uncheck(`[data-choose="${entity}/${id}"]`)
  }

  async confirmsUndo(reason) {
    await this.page.getByRole('textbox', { name: /撤销原因|Reason/ }).fill(reason)
    await this.page.click('[data-action="confirm-undo"]')
    await this.page.waitForSelector('[data-undo="done"]')
  }

  /** Asks for a value to come back, by the button beside it in the entry of that sequence. */
  async restoresValue(sequence, value) {
    const entry = this.page.locator(`[data-sequence="${sequence}"]`)
    await entry.getByRole('button', { name: `：${value}` }).click()
    await this.page.waitForSelector('[data-restore]')
  }

  async confirmsRestoring(reason) {
    const dialog = this.page.getByRole('dialog')
    await dialog.getByRole('textbox').fill(reason)
    await dialog.locator('[data-action="restore"]').click()
    await dialog.waitFor({ state: 'hidden' })
  }

  async searches(text) {
    await this.page.getByRole('searchbox', { name: /搜索名称|Search names/ }).fill(text)
    await this.page.keyboard.press('Enter')
    await this.page.waitForURL((url) => url.searchParams.get('q') === text)
  }

  /** Opens a picker by its name and takes an option; a label lies over the input, so by force. */
  async chooses(picker, option) {
    const wanted = this.page.getByRole('option', { name: option, exact: true }).first()
    await this.page.waitForTimeout(pickerRestMs)
    await this.page.getByRole('combobox', { name: picker }).first().click({ force: true })
    // A list still unfolding may take a click without choosing.
    for (let left = 3; left > 0; left--) {
      await wanted.click()
      const chosen = wanted.waitFor({ state: 'hidden', timeout: left > 1 ? 3_000 : 30_000 })
      if (await chosen.then(() => true, (late) => (left > 1 ? false : Promise.reject(late)))) return
    }
  }

  async clicks(name) {
    await this.page.getByRole('button', { name }).first().click()
  }
}
