import { it } from 'node:test'

const grouped = {
  group: [{ feel: 'if total_investment > 亿元(10) then "大" else "小"', name: '规模' }, 'region'],
  measures: [['count'], ['avg', 'total_investment'], ['median', 'total_investment']],
  sort: ['-count'],
  limit: 12,
}

async function keepsAGroup(officer) {
  const code = `size-${Date.now()}`
  const { user } = await officer.read('/session')
  const fields = { code, name: '规模与属地', entity: 'project', owner: user.name }
  await officer.write('/saved_query', { fields: { ...fields, body: JSON.stringify(grouped) } })
  return code
}

async function look(officer, name) {
  await officer.page.waitForTimeout(400)
  await officer.then.picture(name)
  await officer.then.clean(name)
}

export function saving(world) {
  it('keeps a list and opens it again', async () => {
    const officer = await world.officer()
    await officer.given.signedIn()
    const where = JSON.stringify([['manufacturing', 'eq', true]])
    const query = `where=${encodeURIComponent(where)}&sort=-total_investment`
    const { total } = await officer.read(`/project?${query}&limit=1`)
    await officer.open(`/e/project?${query}`)
    await officer.page.click('[data-action="save-list"]')
    await officer.page.locator('[data-input="saved-name"]').fill('制造业大项目')
    await look(officer, 'desk-save-list')
    await officer.page.click('[data-action="save-list-now"]')
    await officer.then.sees('已存为常用查询')
    await officer.open('/saved')
    await officer.page.getByRole('link', { name: '制造业大项目' }).first().click()
    await officer.page.waitForURL(/sort=-total_investment/)
    await officer.then.listTotalIs(total)
  })

  for (const [size, locale] of [
    ['desk', 'zh-CN'],
    ['phone', 'zh-CN'],
    ['wall', 'en'],
  ])
    it(`shows saved queries and a grouped answer clean at ${size} size`, async () => {
      const officer = await world.officer({ size, locale })
      await officer.given.signedIn()
      const code = await keepsAGroup(officer)
      await officer.open('/saved')
      await officer.page.waitForSelector(`[data-saved="${code}"]`)
      await look(officer, `${size}-saved`)
      await officer.page.click(`[data-saved="${code}"] a.name`)
      await officer.page.waitForSelector('table tbody tr')
      await look(officer, `${size}-saved-answer`)
    })
}
