import assert from 'node:assert/strict'
import { join } from 'node:path'

export class Then {
  constructor(officer) {
    this.officer = officer
  }

  get page() {
    return this.officer.page
  }

  async listTotalIs(total) {
    await this.page.waitForSelector(`[data-total="${total}"]`).catch(() => null)
    assert.equal(await this.page.getAttribute('[data-total]', 'data-total'), String(total))
  }

  async heading(text) {
    await this.page.getByRole('heading', { level: 1, name: text }).waitFor()
  }

  async fact(field, text) {
    const fact = this.page.locator(`[data-field="${field}"] dd`)
    await fact.filter({ hasText: text }).waitFor()
  }

  /** The newest history entry says who, why, and each text before and after. */
  async lastChange({ reason, texts }) {
    const entry = this.page.locator('[data-panel="history"] article').first()
    await entry.filter({ hasText: reason }).waitFor()
    const told = await entry.innerText()
    for (const text of texts) assert.ok(told.includes(text), `"${text}" is missing in: ${told}`)
  }

  async importCounts(expected) {
    for (const [name, value] of Object.entries(expected)) {
      const told = await this.page.innerText(`[data-import="report"] [data-count="${name}"]`)
      assert.equal(told, String(value), `import count "${name}"`)
    }
  }

  async importError(row, text) {
    const line = this.page.locator(`[data-import="report"] tr[data-row="${row}"]`).first()
    assert.ok((await line.innerText()).includes(text))
  }

  async undoCounts(expected) {
    for (const [fate, value] of Object.entries(expected)) {
      const count = this.page.locator(`[data-undo] [data-fate="${fate}"]`)
      await count.filter({ hasText: new RegExp(`^${value}$`) }).waitFor()
    }
  }

  /** The undo names a record that stays, and the reason names what is meant. */
  async keptBecause(id, text) {
    await this.page.locator(`[data-kept="${id}"]`).filter({ hasText: text }).waitFor()
  }

  async cannotApply() {
    assert.equal(await this.page.isDisabled('[data-import="apply"]'), true)
  }

  async sees(text) {
    await this.page.getByText(text).first().waitFor()
  }

  async language(lang) {
    await this.page.waitForFunction((to) => document.documentElement.lang === to, lang)
  }

  /** Nothing fades or moves any more: half of a fade has no contrast. */
  async still() {
    await this.page.evaluate(async () => {
      const frame = () => new Promise((done) => globalThis.requestAnimationFrame(done))
      const moving = () =>
        document
          .getAnimations()
          .filter((each) => each.playState === 'running')
          .filter((each) => Number.isFinite(each.effect.getComputedTiming().endTime))
      // A transition of Vue starts in the frame after its element is there.
      for (let still = 0; still < 3; still = moving().length ? 0 : still + 1) {
        await Promise.allSettled(moving().map((each) => each.finished))
        await frame()
      }
    })
  }

  /** No axe violation, and nothing wider than the window. */
  async clean(name) {
    await this.still()
    await this.page.evaluate(this.officer.world.axe)
    const found = await this.page.evaluate(async () => {
      const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] })
      const told = violations.flatMap((each) =>
        each.nodes.map((node) => `${each.id}: ${node.html.slice(0, 160)}`),
      )
      const over = document.documentElement.scrollWidth - globalThis.innerWidth
      return over > 0 ? [...told, `the page is ${over} px wider than the window`] : told
    })
    assert.deepEqual(found, [], name)
  }

  async picture(name) {
    const path = join(this.officer.world.shots, `${name}.png`)
    await this.page.screenshot({ path, animations: 'disabled' })
  }
}
