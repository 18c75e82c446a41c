import assert from 'node:assert/strict'
import { it } from 'node:test'

const measured = ['yuan', 'm2', 'mu', 'percent', 'share']

/** Cards that count records: the number is the total of the list behind it. */
function counts(overview) {
  const cards = overview.sections.flatMap((section) => section.cards)
  return cards.filter((card) => card.drill && card.value > 0 && !measured.includes(card.unit))
}

export function overview(world) {
  it('opens behind a number the records it counts', async () => {
    const officer = await world.officer()
    await officer.given.signedIn()
    const cards = counts(await officer.read('/overview'))
    assert.ok(cards.length > 0, 'the overview has no card that counts records')
    for (const card of cards.slice(0, 3)) {
      await officer.open('/')
      await officer.when.followsCard(card.id)
      await officer.then.listTotalIs(card.value)
    }
  })

  it('opens the records of a bar', async () => {
    const officer = await world.officer()
    await officer.given.signedIn()
    const cards = counts(await officer.read('/overview'))
    const card = cards.find((each) => each.series?.some((point) => point.drill && point.value))
    if (!card) return
    const at = card.series.findIndex((point) => point.drill && point.value)
    await officer.page.locator(`[data-card="${card.id}"] li`).nth(at).locator('a').click()
    await officer.page.waitForSelector('[data-total]')
    await officer.then.listTotalIs(card.series[at].value)
  })

  it('states published figures beside what the records answer', async () => {
    const officer = await world.officer()
    await officer.given.signedIn()
    const { items } = await officer.read('/figures')
    assert.ok(items.length > 0)
    assert.equal(await officer.page.locator('[data-figure]').count(), items.length)
    const broken = items.filter((item) => !item.holds).length
    await officer.then.sees(`共 ${items.length} 项，不符 ${broken} 项`)
  })
}
