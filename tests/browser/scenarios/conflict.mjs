import { it } from 'node:test'

export function conflict(world) {
  it('lays the other’s change beside mine and lets me choose', async () => {
    const [mine, other] = [await world.officer(), await world.officer()]
    await mine.given.signedIn()
    await other.given.signedIn()
    const { id } = await mine.given.aRecord()

    await mine.given.editing('project', id)
    await mine.when.types('investor', '我方填写的投资方')
    await mine.when.types('note', '我方备注')
    await other.given.editing('project', id)
    await other.when.types('investor', '对方填写的投资方')
    await other.when.types('address', '对方填写的地点')
    await other.when.savesAndIsDone('对方先改')

    await mine.when.saves('我方后改')
    await mine.then.sees('这条记录已被他人修改')
    await mine.then.sees('对方填写的投资方')
    await mine.then.clean('conflict')
    await mine.then.picture('conflict')
    await mine.when.takes('investor', 'mine')
    await mine.when.settles()

    await mine.then.fact('investor', '我方填写的投资方')
    await mine.then.fact('address', '对方填写的地点')
    await mine.then.fact('note', '我方备注')
    await mine.then.lastChange({
      reason: '我方后改',
      texts: ['对方填写的投资方', '我方填写的投资方'],
    })
  })
}
