import { it } from 'node:test'

const open = [
  ['sign-in', '/sign-in'],
  ['welcome', '/welcome?token=none'],
]
const where = encodeURIComponent('[["manufacturing","eq",true],["region.code","eq","441284"]]')
const pages = (id) => [
  ['overview', '/'],
  ['list', '/e/project'],
  ['list-filtered', `/e/project?where=${where}&sort=-total_investment`],
  ['list-empty', '/e/project?q=nothing-like-this'],
  ['list-past', '/e/project?as_of=2024-01-31T04:00:00Z'],
  ['list-past-none', '/e/project?as_of=99999999'],
  ['difference', `/e/project/difference?from=2024-01-31T04:00:00Z&where=${where}`],
  ['difference-none', '/e/project/difference?from=4000&to=4000'],
  ['difference-unpicked', '/e/project/difference'],
  ['parks', '/e/park'],
  ['record', `/e/project/${id}`],
  ['record-past', `/e/project/${id}?as_of=4000`],
  ['record-absent', '/e/project/999999999'],
  ['create', '/e/project/new'],
  ['import', '/import'],
  ['activity', '/activity'],
  ['about', '/about'],
  ['missing', '/no/such/page'],
]

async function look(officer, name, path) {
  await officer.open(path)
  await officer.page.waitForTimeout(400)
  await officer.then.picture(name)
  await officer.then.clean(name)
}

export function screens(world) {
  for (const [size, locale] of [
    ['desk', 'zh-CN'],
    ['phone', 'zh-CN'],
    ['wall', 'en'],
  ])
    it(`shows every page clean at ${size} size in ${locale}`, async () => {
      const officer = await world.officer({ size, locale })
      for (const [name, path] of open) await look(officer, `${size}-${name}`, path)
      await officer.given.signedIn()
      const { id } = await officer.given.aRecord()
      for (const [name, path] of pages(id)) await look(officer, `${size}-${name}`, path)
      await officer.given.editing('project', id)
      await officer.then.clean(`${size}-edit`)
      await officer.then.picture(`${size}-edit`)
    })

  it('opens the navigation as a drawer on a phone', async () => {
    const officer = await world.officer({ size: 'phone' })
    await officer.given.signedIn()
    await officer.when.clicks('打开导航')
    const drawer = officer.page.getByRole('dialog')
    await drawer.getByRole('link', { name: '关于' }).waitFor()
    await officer.page.waitForTimeout(400)
    await officer.then.clean('drawer')
    await officer.then.picture('phone-drawer')
    await drawer.getByRole('link', { name: '关于' }).click()
    await officer.then.heading('关于')
  })
}
