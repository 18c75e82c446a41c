import assert from 'node:assert/strict'
import { it } from 'node:test'

const header = '项目名称,落地行政区,阶段,计划总投资,不认识的列\n'
const good = '导入测试项目甲,四会市,签约,120000000,甲\n导入测试项目乙,端州区,线索,50000000,乙\n'
const wrong = '导入测试项目丙,高要区,线索,很多钱,丙\n'

export function importing(world) {
  it('checks a file, refuses its wrong row, writes the mended one, live for others', async () => {
    const officer = await world.officer()
    const watcher = await world.officer()
    await officer.given.signedIn()
    await watcher.given.signedIn('leader')
    await watcher.open('/activity')
    await watcher.page.waitForSelector('[data-live="true"]')

    await officer.open('/import')
    await officer.when.picksLedger('项目')
    await officer.when.givesFile('有错.csv', header + good + wrong)
    await officer.then.importCounts({ rows: 3, created: 2, wrong: 1 })
    await officer.then.importError(4, '很多钱')
    await officer.then.sees('不认识的列')
    await officer.then.cannotApply()
    await officer.then.clean('import report')
    await officer.then.picture('import-report')

    await officer.when.givesFile('改好.csv', header + good)
    await officer.then.importCounts({ rows: 2, created: 2, wrong: 0 })
    await officer.when.appliesImport('导入六月台账')
    await officer.then.sees('导入完成')

    await watcher.then.sees('导入六月台账')
    await watcher.then.picture('activity-live')
    const found = await officer.read(`/project?q=${encodeURIComponent('导入测试项目')}`)
    assert.equal(found.total, 2)
  })
}
