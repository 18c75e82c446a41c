import assert from 'node:assert/strict'
import { it } from 'node:test'

const query = (text) => encodeURIComponent(text)

export function goingBack(world) {
  it('undoes an import, keeps what was edited since and says why', async () => {
    const officer = await world.officer()
    await officer.given.signedIn()
    const names = ['撤销试验甲', '撤销试验乙', '撤销试验丙']
    const rows = names.map((name) => `${name},四会市,线索,原投资方\n`).join('')
    await officer.open('/import')
    await officer.when.picksLedger('项目')
    await officer.when.givesFile('错表.csv', `项目名称,落地行政区,阶段,投资方\n${rows}`)
    await officer.when.appliesImport('导入错表')
    const { items } = await officer.read(`/project?q=${query('撤销试验')}&sort=id`)
    assert.deepEqual(items.map((item) => item.label), names)
    await officer.given.editing('project', items[0].id)
    await officer.when.types('investor', '更正后的投资方')
    await officer.when.savesAndIsDone('核对合同')

    await officer.open('/import')
    await officer.when.opensUndo('导入错表')
    await officer.then.undoCounts({ undone: 2, edited: 1 })
    await officer.then.keptBecause(items[0].id, '投资方')
    await officer.then.clean('undo')
    await officer.then.picture('undo')
    await officer.when.leavesOut('project', items[2].id)
    await officer.when.confirmsUndo('表头错位')
    await officer.then.undoCounts({ undone: 1, edited: 1, left_out: 1 })
    await officer.page.click('[data-action="close"]')
    await officer.then.sees('表头错位')
    const left = await officer.read(`/project?q=${query('撤销试验')}&sort=id`)
    assert.deepEqual(left.items.map((item) => item.label), [names[0], names[2]])
  })

  it('undoes the untouched fields of a record edited since', async () => {
    const officer = await world.officer()
    await officer.given.signedIn()
    const { id, code, label, fields } = await officer.given.aRecord()
    const row = `${code},${label},误填的投资方,误填的地点\n`
    await officer.open('/import')
    await officer.when.picksLedger('项目')
    await officer.when.givesFile('误填.csv', `项目代码,项目名称,投资方,建设地点\n${row}`)
    await officer.when.appliesImport('误填导入')
    await officer.given.editing('project', id)
    await officer.when.types('investor', '人工更正的投资方')
    await officer.when.savesAndIsDone('人工更正')

    await officer.open('/import')
    await officer.when.opensUndo('误填导入')
    await officer.then.undoCounts({ undone: 0, edited: 1 })
    await officer.page.click('[data-undo-partly]')
    await officer.then.undoCounts({ undone: 0, partly: 1 })
    await officer.when.confirmsUndo('误填')
    const now = await officer.read(`/project/${id}`)
    assert.equal(now.fields.investor, '人工更正的投资方')
    assert.equal(now.fields.address, fields.address)
  })

  it('restores a field to the value before a change, then the whole record', async () => {
    const officer = await world.officer()
    await officer.given.signedIn()
    const { id } = await officer.given.aRecord()
    await officer.given.editing('project', id)
    await officer.when.types('name', '改名一次的项目')
    await officer.when.savesAndIsDone('第一次改名')
    const first = (await officer.read(`/project/${id}/history`)).items[0].sequence
    await officer.given.editing('project', id)
    await officer.when.types('name', '改名两次的项目')
    await officer.when.savesAndIsDone('第二次改名')

    const [{ before }] = (await officer.read(`/project/${id}/history`)).items[1].changes
    await officer.when.restoresValue(first, before)
    await officer.then.sees('改名两次的项目')
    await officer.then.clean('restore')
    await officer.then.picture('restore')
    await officer.when.confirmsRestoring('名称改错了')
    await officer.then.heading(before)
    await officer.then.lastChange({ reason: '名称改错了', texts: ['改名两次的项目', before] })

    await officer.page.click(`[data-sequence="${first}"] [data-action="restore-record"]`)
    await officer.when.confirmsRestoring('还是用新名')
    await officer.then.heading('改名一次的项目')
  })

  it('shows a record and a list as they were, read-only, and what changed since', async () => {
    const officer = await world.officer()
    await officer.given.signedIn()
    const { id, label } = await officer.given.aRecord()
    const { sequence } = await officer.read('/journal')
    await officer.given.editing('project', id)
    await officer.when.types('name', '后来的名称')
    await officer.when.savesAndIsDone('改名')

    await officer.open(`/e/project/${id}?as_of=${sequence}`)
    await officer.then.heading(label)
    await officer.page.waitForSelector('[data-past]')
    assert.equal(await officer.page.locator('[data-action="edit"]').count(), 0)
    assert.equal(await officer.page.locator('[data-action^="restore"]').count(), 0)
    await officer.page.locator('[data-past]').getByRole('link', { name: '此后的差异' }).click()
    const row = officer.page.locator(`tr[data-id="${id}"]`)
    await row.filter({ hasText: label }).filter({ hasText: '改名' }).waitFor()
    await officer.then.clean('difference')
    await officer.then.picture('difference')

    await officer.open(`/e/project?as_of=${sequence}`)
    await officer.page.locator('[data-past]').getByRole('link', { name: '回到现在' }).click()
    await officer.page.waitForURL(/\/e\/project$/)
    await officer.page.waitForSelector('[data-past]', { state: 'detached' })
  })
}
