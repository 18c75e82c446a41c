import { it } from 'node:test'

export function editing(world) {
  it('changes a project with a reason and shows it in its history', async () => {
    const officer = await world.officer()
    await officer.given.signedIn()
    const { id, fields } = await officer.given.aRecord()
    const before = fields.investor ?? '—'
    await officer.given.editing('project', id)
    await officer.when.types('investor', '某某新材料集团')
    await officer.when.savesAndIsDone('更正投资方名称')
    await officer.then.fact('investor', '某某新材料集团')
    await officer.then.lastChange({
      reason: '更正投资方名称',
      texts: [before, '某某新材料集团', '投资方'],
    })
  })

  it('places the server’s objection at its field', async () => {
    const officer = await world.officer()
    await officer.given.signedIn()
    const { id } = await officer.given.aRecord()
    await officer.given.editing('project', id)
    await officer.when.types('total_investment', '-1')
    await officer.when.saves('试填负数')
    await officer.page.waitForSelector('[data-input="total_investment"] .el-form-item__error')
    await officer.then.picture('edit-error')
  })

  it('takes money in 万元 and keeps it to the cent', async () => {
    const officer = await world.officer()
    await officer.given.signedIn()
    const { items } = await officer.read('/project?sort=total_investment&limit=1')
    await officer.given.editing('project', items[0].id)
    await officer.when.types('total_investment', '1234.567891')
    await officer.when.savesAndIsDone('核实投资额')
    await officer.then.fact('total_investment', '12,345,678.91')
  })

  it('deletes with a reason and restores', async () => {
    const officer = await world.officer()
    await officer.given.signedIn()
    await officer.open('/e/project/new')
    await officer.when.types('name', '待删除的项目')
    await officer.when.chooses('落地行政区', /四会市/)
    await officer.when.chooses('阶段', '线索')
    await officer.page.click('[data-action="save"]')
    await officer.then.heading('待删除的项目')
    const address = new URL(officer.page.url()).pathname
    await officer.page.click('[data-action="delete"]')
    await officer.page.getByRole('dialog').getByRole('textbox').fill('重复录入')
    await officer.page.getByRole('dialog').getByRole('button', { name: '删除' }).click()
    await officer.page.waitForSelector('[data-total]')
    await officer.open(address)
    await officer.then.sees('重复录入')
    await officer.when.clicks('恢复')
    await officer.then.heading('待删除的项目')
  })
}
