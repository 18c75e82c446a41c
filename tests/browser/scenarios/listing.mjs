import assert from 'node:assert/strict'
import { it } from 'node:test'

export function listing(world) {
  it('reproduces a filtered and sorted list from its address', async () => {
    const officer = await world.officer()
    await officer.given.signedIn()
    const where = JSON.stringify([['total_investment', 'ge', 100_000_000]])
    const query = `where=${encodeURIComponent(where)}&sort=-total_investment`
    const { total, items } = await officer.read(`/project?${query}&limit=50`)
    await officer.open(`/e/project?${query}`)
    await officer.then.listTotalIs(total)
    await officer.then.sees('1 亿元')
    const first = await officer.page.getAttribute('tbody tr', 'data-id')
    assert.equal(first, String(items[0].id))
  })

  it('turns pages and comes back', async () => {
    const officer = await world.officer()
    await officer.given.signedIn()
    await officer.open('/e/project?limit=20')
    const first = await officer.page.getAttribute('tbody tr', 'data-id')
    await officer.when.clicks('下一页')
    await officer.page.waitForFunction(
      (id) => document.querySelector('tbody tr')?.dataset.id !== id,
      first,
    )
    await officer.when.clicks('上一页')
    await officer.page.waitForSelector(`tbody tr[data-id="${first}"]`)
  })

  it('sorts by a header, searches, and takes a condition away', async () => {
    const officer = await world.officer()
    await officer.given.signedIn()
    await officer.open('/e/project')
    await officer.when.clicks('计划总投资')
    await officer.page.waitForURL(/sort=total_investment/)
    await officer.page.waitForSelector('th[aria-sort="ascending"]')
    await officer.when.searches('没有这样的项目')
    await officer.then.listTotalIs(0)
    await officer.then.sees('没有符合条件的记录')
    const all = await officer.read('/project?limit=1')
    await officer.open(`/e/project?where=${encodeURIComponent('[["total_investment","lt",0]]')}`)
    await officer.then.listTotalIs(0)
    await officer.page.getByRole('button', { name: /^移除条件/ }).click()
    await officer.then.listTotalIs(all.total)
  })

  it('filters by a formula that it completes and checks', async () => {
    const officer = await world.officer()
    await officer.given.signedIn()
    const formula = 'total_investment >= 1000000000'
    const { total } = await officer.read(`/project?filter=${encodeURIComponent(formula)}&limit=1`)
    await officer.open('/e/project')
    const input = officer.page.locator('[data-feel="filter"]')
    await input.fill('计划总投')
    await officer.page.getByRole('option', { name: '计划总投资' }).first().waitFor()
    await input.press('ArrowDown')
    await input.press('Enter')
    await input.press('End')
    await officer.page.keyboard.type(' >= 亿元(10')
    await officer.then.sees('第 1 行')
    await officer.page.keyboard.type(')')
    await officer.then.sees('式中金额与面积')
    await input.press('Enter')
    await officer.page.waitForURL(/filter=/)
    await officer.then.listTotalIs(total)
    await officer.then.clean('formula')
    await officer.when.clicks('清除公式')
    await officer.page.waitForURL((url) => !url.searchParams.has('filter'))
  })

  it('tells whom a formula leaves undecided, and what they lack', async () => {
    const officer = await world.officer()
    await officer.given.signedIn()
    const formula = encodeURIComponent('land_area > 50000')
    const { total } = await officer.read(`/project/unknown?filter=${formula}&limit=1`)
    await officer.open(`/e/project?filter=${formula}`)
    await officer.then.sees(`另有 ${total.toLocaleString('zh-CN')} 条记录缺少事实`)
    await officer.when.clicks('查看缺什么')
    await officer.then.sees('缺：用地面积')
    await officer.then.clean('undecided')
  })

  it('builds a condition by hand', async () => {
    const officer = await world.officer()
    await officer.given.signedIn()
    const where = encodeURIComponent('[["manufacturing","eq",true]]')
    const { total } = await officer.read(`/project?where=${where}&limit=1`)
    await officer.open('/e/project')
    await officer.when.clicks('添加条件')
    await officer.when.chooses('字段', '制造业')
    await officer.when.chooses('值', '是')
    await officer.when.clicks('应用')
    await officer.then.listTotalIs(total)
  })

  it('saves what the list shows as a file', async () => {
    const officer = await world.officer()
    await officer.given.signedIn()
    await officer.open('/e/region')
    await officer.when.clicks('导出')
    const download = officer.page.waitForEvent('download')
    await officer.page.getByRole('menuitem', { name: /\.csv/ }).click()
    assert.match((await download).suggestedFilename(), /\.csv$/)
  })
}
